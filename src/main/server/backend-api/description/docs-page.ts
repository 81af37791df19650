import type { JsonSchema } from "./components.ts";
import { exampleOf, type ApiExample } from "./examples.ts";
import { escapeHtml, html, join, type Html } from "./html.ts";
import type { ApiDescription, ApiOperation } from "./openapi.ts";
import { docsStyle } from "./docs-style.ts";
import { fieldsOf, typeOf, type TypeWord } from "./schema-words.ts";

/** The description as a page to read: no script, no file beside it, every operation with an example that was really answered. */
export function renderDocsPage(description: ApiDescription): string {
  const operations = Object.entries(description.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const sections = description.tags.map(({ name }) => ({
    name,
    operations: operations.filter(({ operation }) => operation.tags[0] === name),
  }));
  const schemas = Object.entries(description.components.schemas).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${description.info.title}</title>
        <style>
          ${docsStyle}
        </style>
      </head>
      <body>
        <nav aria-label="Contents">
          <p class="title">${description.info.title}</p>
          <ul>
            <li><a href="#start">How to begin</a></li>
            ${join(
              sections.map(
                ({ name, operations: own }) =>
                  html`<li>
                    <a href="#${slugOf(name)}">${name}</a>
                    <ul>
                      ${join(
                        own.map(
                          ({ method, path, operation }) =>
                            html`<li>
                              <a href="#${operation.operationId}"><b>${method}</b> ${path}</a>
                            </li>`,
                        ),
                      )}
                    </ul>
                  </li>`,
              ),
            )}
            <li><a href="#events">Events</a></li>
            <li><a href="#objects">Objects</a></li>
          </ul>
        </nav>
        <main>
          <h1>${description.info.title}</h1>
          ${renderStart(description)}
          ${join(
            sections.map(
              ({ name, operations: own }) =>
                html`<h2 id="${slugOf(name)}">${name}</h2>
                  ${join(own.map(renderOperation))}`,
            ),
          )}
          <h2 id="events">Events</h2>
          <p>
            What a webhook of the book is sent, signed as the Standard Webhooks are, at least once, and again for about
            a day until it is answered with a status of 200 to 299.
          </p>
          ${join(
            Object.entries(description.webhooks).map(
              ([type, { post }]) =>
                html`<h3 id="${type}"><code>${type}</code></h3>
                  ${renderFields(bodyOf(post))}`,
            ),
          )}
          <h2 id="objects">Objects</h2>
          ${join(
            schemas.map(
              ([name, schema]) =>
                html`<h3 id="object-${name}">${name}</h3>
                  ${typeof schema["description"] === "string" ? html`<p>${schema["description"]}</p>` : ""}${renderFields(schema)}`,
            ),
          )}
        </main>
      </body>
    </html> `.toString();
}

function renderStart({ info }: ApiDescription): Html {
  return html`<h2 id="start">How to begin</h2>
    <p>${info.description.replaceAll("`", "")}</p>
    <p>
      Make a key in Settings or by <code>countinghouse keys create</code>, and send it with every request. The whole
      description is at <a href="/v1/openapi.json"><code>/v1/openapi.json</code></a> once there is a key.
    </p>
    <pre><code>curl http://127.0.0.1:PORT/v1/countinghouse/book -H "Authorization: Bearer $KEY"</code></pre>`;
}

function renderOperation({ method, path, operation }: { method: string; path: string; operation: ApiOperation }): Html {
  const example = exampleOf(`${method} ${path}`);
  const body = operation.requestBody?.content["application/json"].schema;
  const [answered] = Object.values(operation.responses["200"]?.content ?? {});
  const answer = answered?.schema ?? {};
  const codes = operation["x-error-codes"] ?? [];
  return html`<section id="${operation.operationId}">
    <h3><b>${method}</b> <code>/v1${path}</code></h3>
    <p>${operation.summary} Needs the scope <code>${operation["x-required-scope"]}</code>.</p>
    ${
      operation.parameters.length === 0
        ? ""
        : html`<h4>Parameters</h4>
            ${renderParameters(operation)}`
    }
    ${
      body === undefined
        ? ""
        : html`<h4>Body</h4>
            ${renderFields(body)}`
    }
    <h4>Answer</h4>
    <p>${renderType(typeOf(answer))}</p>
    ${answer["$ref"] === undefined ? renderFields(answer) : ""}
    ${codes.length === 0 ? "" : html`<p>May be refused as ${join(codes.map((code, index) => html`${index === 0 ? "" : ", "}<code>${code}</code>`))}.</p>`}
    ${example ? renderExample(method, example) : ""}
  </section>`;
}

function renderExample(method: string, { path, body, status, answer }: ApiExample): Html {
  const words = [
    `curl ${method === "GET" ? "" : `-X ${method} `}"http://127.0.0.1:PORT/v1${path}"`,
    '-H "Authorization: Bearer $KEY"',
    ...(body === undefined ? [] : ['-H "Content-Type: application/json"', `-d '${JSON.stringify(body)}'`]),
  ];
  return html`<h4>Example${status === 200 ? "" : `, refused with ${status}`}</h4>
    <pre tabindex="0"><code>${words.join(" \\\n  ")}</code></pre>
    <pre tabindex="0"><code>${JSON.stringify(answer, null, 2)}</code></pre>`;
}

function renderParameters({ parameters }: ApiOperation): Html {
  return html`<table>
    <thead>
      <tr>
        <th>Parameter</th>
        <th>Type</th>
        <th>In</th>
      </tr>
    </thead>
    <tbody>
      ${join(
        parameters.map(
          (parameter) =>
            html`<tr>
              <td><code>${parameter.name}</code></td>
              <td>${renderType(typeOf(parameter.schema))}</td>
              <td>${parameter.in}</td>
            </tr>`,
        ),
      )}
    </tbody>
  </table>`;
}

function renderFields(schema: JsonSchema): Html {
  const alternatives = schema["oneOf"] ?? schema["anyOf"];
  if (Array.isArray(alternatives)) {
    return html`<p>One of these:</p>
      ${join((alternatives as JsonSchema[]).map(renderFields))}`;
  }
  const fields = fieldsOf(schema);
  if (fields.length === 0) return html`<p>${renderType(typeOf(schema))}</p>`;
  return html`<table>
    <thead>
      <tr>
        <th>Field</th>
        <th>Type</th>
        <th>Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${join(
        fields.map(
          ({ name, type, isRequired, description }) =>
            html`<tr>
              <td><code>${name}</code></td>
              <td>${renderType(type)}</td>
              <td>${isRequired ? "" : "Optional. "}${description ?? ""}</td>
            </tr>`,
        ),
      )}
    </tbody>
  </table>`;
}

function renderType(type: readonly TypeWord[]): Html {
  return join(
    type.map((word) =>
      typeof word === "string" ? escapeHtml(word) : html`<a href="#object-${word.schemaName}">${word.schemaName}</a>`,
    ),
  );
}

function bodyOf(post: object): JsonSchema {
  return (post as ApiOperation).requestBody?.content["application/json"].schema ?? {};
}

function slugOf(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z]+/gu, "-");
}
