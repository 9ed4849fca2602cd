// Reads an AsyncAPI document from standard input and prints the parser's errors as a JSON list.
const { readFileSync } = require("node:fs");
const { DiagnosticSeverity } = require("@stoplight/types");
const { Parser } = require("@asyncapi/parser");

new Parser().parse(readFileSync(0, "utf8")).then(({ diagnostics }) => {
  const errors = diagnostics.filter(({ severity }) => severity === DiagnosticSeverity.Error);
  console.log(JSON.stringify(errors.map(({ message, path }) => `${path.join(".")}: ${message}`)));
});
