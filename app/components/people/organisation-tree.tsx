import { Link } from "@remix-run/react";

export type TreeNode = { id: string; name: string; kind: string; to: string; children: TreeNode[] };

/** Rows with a parent's id as a tree; whatever has no parent among them stands at the top. */
export function toTree<Row extends { id: string; parentId: string | null }>(
  rows: Row[],
  node: (row: Row) => Omit<TreeNode, "children">,
): TreeNode[] {
  const nodes = new Map(rows.map((row) => [row.id, { ...node(row), children: [] as TreeNode[] }]));
  const roots: TreeNode[] = [];
  for (const row of rows) {
    const one = nodes.get(row.id);
    const parent = row.parentId ? nodes.get(row.parentId) : undefined;
    if (one) (parent ? parent.children : roots).push(one);
  }
  return roots;
}

/** The union tree, one line per organisation, indented by level. */
export function OrganisationTree({ nodes, label }: { nodes: TreeNode[]; label?: string }) {
  return (
    <ul
      aria-label={label}
      className={label ? "space-y-px" : "ml-3 space-y-px border-l border-line pl-3 lg:ml-4 lg:pl-5"}
    >
      {nodes.map((node) => (
        <li key={node.id}>
          <Link
            to={node.to}
            prefetch="intent"
            className="flex min-h-11 flex-wrap items-baseline gap-x-3 rounded-md px-2 py-2 hover:bg-hover"
          >
            <span className="font-medium">{node.name}</span>
            <span className="text-sm text-muted">{node.kind}</span>
          </Link>
          {node.children.length > 0 && <OrganisationTree nodes={node.children} />}
        </li>
      ))}
    </ul>
  );
}
