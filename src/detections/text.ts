/** Markdown: one paragraph, or paragraphs and commands in their order. */
export type Text = string | readonly (string | Commands)[];

/** Lines of a shell, as somebody pastes them. */
export interface Commands {
  readonly commands: readonly string[];
}

export function markdownOf(text: Text): string {
  if (typeof text === "string") return text;
  return text
    .map((part) => (typeof part === "string" ? part : `\`\`\`sh\n${part.commands.join("\n")}\n\`\`\``))
    .join("\n\n");
}
