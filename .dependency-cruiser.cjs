const { readdirSync } = require("node:fs");
const { join } = require("node:path");

/**
 * Who may import whom; type-only imports count. Data flows one way:
 * routes → components → browser (what runs on a device only); routes → modules → lib → search → prisma.
 */
const modules = [
  "events",
  "accounts",
  "alliances",
  "equipment",
  "attachments",
  "discussion",
  "problems",
  "solving",
  "knowledge",
  "activities",
  "mentorships",
  "achievements",
  "studios",
  "awards",
  "figures",
  "ledgers",
  "notifications",
  "operations",
  "demo",
];

const rule = (name, from, to, comment) => ({ name, severity: "error", comment, from, to });
const ours = "^(server\\.ts|app|prisma|search|tests)(/|$)";

/** A module imports only those above it in the list. */
const moduleOrder = modules
  .slice(0, -1)
  .map((module, index) =>
    rule(
      `module-order-${module}`,
      { path: `^app/modules/${module}/` },
      { path: `^app/modules/(${modules.slice(index + 1).join("|")})/` },
      "A module imports only the modules above it in the list of docs/architecture.",
    ),
  );

/** Names of routes hold "$" and ".", which a rule's own back-references cannot carry: one rule for each route's files. */
const literally = (name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
const routesApart = readdirSync(join(__dirname, "app/routes")).map((name) =>
  rule(
    `routes-know-no-other-route-${name}`,
    { path: `^app/routes/${literally(name)}(/|$)` },
    { path: "^app/routes/", pathNot: `^app/routes/${literally(name)}(/|$)` },
    "What two pages share belongs into a component or a module.",
  ),
);

module.exports = {
  forbidden: [
    rule("no-circular", { pathNot: "^app/routes/" }, { circular: true }, "Circles hide what depends on what."),
    rule(
      "no-circular-in-a-route",
      { path: "^app/routes/" },
      { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
      "A page's parts may know the type of its loader's data, nothing else of it.",
    ),
    rule("not-resolvable", { path: ours }, { couldNotResolve: true, pathNot: "^virtual:" }, "The file is not there."),
    rule(
      "prisma-imports-nothing-of-ours",
      { path: "^prisma/", pathNot: "^prisma/seed/" },
      { path: "^(app|search|tests)/" },
      "prisma is the floor everything stands on.",
    ),
    rule("search-imports-prisma-only", { path: "^search/" }, { path: "^(app|tests)/" }, "Configuration is passed in."),
    rule(
      "lib-knows-no-business",
      { path: "^app/lib/" },
      { path: "^app/(modules|routes|components|browser|worker|cli)/" },
      "lib knows no business word.",
    ),
    rule(
      "modules-know-no-interface",
      { path: "^app/modules/" },
      { path: "^app/(routes|components|browser|worker|cli)/" },
      "The business does not know how it is shown or run.",
    ),
    ...moduleOrder,
    rule(
      "worker-knows-no-interface",
      { path: "^app/worker/" },
      { path: "^app/(routes|components|browser|cli)/" },
      "The worker runs the business, not its face.",
    ),
    rule(
      "components-read-pure-parts-only",
      { path: "^app/components/" },
      { path: "^app/modules/", pathNot: "/(policy|schema|rules|lifecycle)\\.ts$" },
      "Of a module, components may know policy, schema, rules and lifecycle.",
    ),
    rule(
      "components-know-no-page",
      { path: "^app/components/" },
      { path: "^(app/(routes|worker|cli)|prisma|search)/" },
      "Components are used by pages, not the other way round.",
    ),
    rule(
      "browser-reads-pure-parts-only",
      { path: "^app/browser/" },
      { path: "^app/modules/", pathNot: "/(schema|rules)\\.ts$" },
      "Of a module, what runs on a device only may know schema and rules.",
    ),
    rule(
      "browser-knows-no-page-and-no-server",
      { path: "^app/browser/" },
      { path: "^(app/(routes|components|worker|cli)|prisma|search)/|\\.server\\.tsx?$" },
      "What runs on a device only is used by components and pages, and none of the server's code reaches it.",
    ),
    rule(
      "routes-go-through-modules",
      { path: "^app/routes/" },
      { path: "^(prisma|search)/|^app/(worker|cli)/" },
      "A page asks a module.",
    ),
    ...routesApart,
    rule("product-knows-no-test", { path: "^(app|prisma|search)/" }, { path: "^tests/" }, "Tests look at the product."),
    rule(
      "no-dev-dependencies-at-run-time",
      { path: "^(server\\.ts|app|prisma|search)(/|$)", pathNot: "^app/cli/(test|bench|search-eval)\\.ts$" },
      { dependencyTypes: ["npm-dev"], dependencyTypesNot: ["type-only", "npm"] },
      "A production install leaves them out.",
    ),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|prisma/generated)/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs"],
    },
  },
};
