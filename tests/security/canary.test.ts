import { useInProcessProduct } from "#tests/support/in-process.server.ts";
import { testSearch } from "./canary-search.ts";
import { testSearchChanges } from "./canary-search-changes.ts";
import { testWords } from "./canary-words.ts";
import { testForms } from "./hostile-forms.ts";
import { testRequests } from "./hostile-requests.ts";
import { useWorld } from "./world/use-world.ts";

// In one file, because the world takes a while to make. What changes it comes last.
const product = useInProcessProduct({ search: "meilisearch" });
const canary = useWorld(product);

testWords(product, canary);
testSearch(canary);
testRequests(product, canary);
testSearchChanges(canary);
testForms(product, canary);
