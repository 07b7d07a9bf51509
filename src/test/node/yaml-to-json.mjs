// Reads file names from standard input; for each prints one line of JSON: its documents, each
// {value} or {error}. Documents whose value is null are left out, as Backstage does.
import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';

for (const file of readFileSync(0, 'utf8').split('\n').filter(Boolean)) {
  const documents = parseAllDocuments(readFileSync(file, 'utf8'), { merge: false });
  const results = [];
  for (const document of documents) {
    if (document.errors.length > 0) {
      results.push({ error: document.errors[0].message });
    } else {
      const value = document.toJSON();
      if (value !== null) results.push({ value });
    }
  }
  console.log(JSON.stringify(results));
}
