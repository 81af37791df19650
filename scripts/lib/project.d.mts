export const projectDirectory: string;
export function inProject(...parts: readonly string[]): string;
