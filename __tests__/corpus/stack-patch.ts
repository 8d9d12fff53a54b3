/** A block of a synthesized stack. */
export type Block = Record<string, unknown>;

/** A policy document, as far as a case changes it. */
export interface Document {
  Statement: Statement[];
}

export type Statement = Record<string, unknown> & { Sid?: string };

/** A synthesized stack, `cdk.tf.json`. */
export interface StackJson {
  resource: Record<string, Record<string, Block>>;
  data?: Record<string, Record<string, Block>>;
  provider: { aws: Block[] };
  terraform: { backend: Record<string, Block> } & Block;
  removed?: Block[];
  moved?: Block[];
  import?: Block[];
  check?: Record<string, Block>;
  [section: string]: unknown;
}

/** Changes a synthesized stack as a change of the constructs would; resources are named by construct path: `org-trail/trail`. */
export class StackPatch {
  constructor(
    readonly name: string,
    readonly json: StackJson,
  ) {}

  /** State address of the resource, or data source, at a path. */
  addressOf(path: string): string {
    const { section, type, name } = this.find(path);
    return section === "data" ? `data.${type}.${name}` : `${type}.${name}`;
  }

  at(path: string): Block {
    return this.find(path).block;
  }

  /** Paths of every resource whose path matches. */
  paths(pattern: RegExp): readonly string[] {
    return [...this.all()].map(({ path }) => path).filter((path) => pattern.test(path));
  }

  set(path: string, attributes: Block): this {
    Object.assign(this.at(path), attributes);
    return this;
  }

  unset(path: string, ...attributes: readonly string[]): this {
    const block = this.at(path);
    for (const attribute of attributes) delete block[attribute];
    return this;
  }

  /** Takes a resource out, and what only waits for it. */
  remove(path: string): this {
    const { section, type, name } = this.find(path);
    const address = this.addressOf(path);
    const blocks = this.json[section as "resource"][type] ?? {};
    delete blocks[name];
    if (Object.keys(blocks).length === 0) delete this.json[section as "resource"][type];
    for (const { block } of this.all()) {
      if (!Array.isArray(block.depends_on)) continue;
      block.depends_on = block.depends_on.filter((dependency) => dependency !== address);
    }
    return this;
  }

  /** Takes a resource out of Terraform's hands: it stays in AWS. */
  forget(path: string): this {
    const from = this.addressOf(path);
    this.remove(path);
    this.json.removed = [...(this.json.removed ?? []), { from, lifecycle: [{ destroy: false }] }];
    return this;
  }

  add(type: string, name: string, block: Block): this {
    this.json.resource[type] = { ...this.json.resource[type], [name]: { provider: `aws.${this.name}`, ...block } };
    return this;
  }

  /** Changes a policy that is written as a string. */
  policy(path: string, change: (document: Document) => void, attribute = "policy"): this {
    const block = this.at(path);
    const document = JSON.parse(String(block[attribute])) as Document;
    change(document);
    block[attribute] = JSON.stringify(document);
    return this;
  }

  /** Replaces a text wherever it stands. */
  replaceText(text: string, by: string): this {
    const json = JSON.parse(JSON.stringify(this.json).replaceAll(text, by));
    for (const key of Object.keys(this.json)) delete this.json[key];
    Object.assign(this.json, json);
    return this;
  }

  private find(path: string) {
    const found = [...this.all()].find((candidate) => candidate.path === path);
    if (found === undefined) throw new Error(`the stack ${this.name} has nothing at ${path}`);
    return found;
  }

  private *all() {
    for (const section of ["resource", "data"] as const) {
      for (const [type, blocks] of Object.entries(this.json[section] ?? {})) {
        for (const [name, block] of Object.entries(blocks)) {
          const comment = block["//"] as { metadata: { path: string } } | undefined;
          const path = comment?.metadata.path.slice(this.name.length + 1) ?? name;
          yield { section, type, name, block, path };
        }
      }
    }
  }
}

/** The statement of a Sid. */
export function statement(document: Document, sid: string): Statement {
  const found = document.Statement.find(({ Sid }) => Sid === sid);
  if (found === undefined) throw new Error(`no statement ${sid}: ${document.Statement.map(({ Sid }) => Sid)}`);
  return found;
}

export function withoutStatement(document: Document, sid: string): void {
  statement(document, sid);
  document.Statement = document.Statement.filter(({ Sid }) => Sid !== sid);
}
