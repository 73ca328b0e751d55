// Writes the data for editors into the folder of the npm package, which must be the current folder, because a generator reads
// package.json there. It is a file, because the generators start threads, which hang in a script that is an argument of Node.
import { readFileSync } from "node:fs";
import { generateJetBrainsWebTypes } from "custom-element-jet-brains-integration";
import { generateVsCodeCustomElementData } from "custom-element-vs-code-integration";

const manifest = () => JSON.parse(readFileSync("custom-elements.json", "utf8"));
// In the descriptions, each CSS property would have a default of “undefined”.
const options = { outdir: ".", hideLogs: true, hideCssPropertiesDocs: true };
generateVsCodeCustomElementData(manifest(), { ...options, htmlFileName: "vscode.html-data.json", cssFileName: null });
generateJetBrainsWebTypes(manifest(), { ...options, webTypesFileName: "web-types.json", packageJson: false });
