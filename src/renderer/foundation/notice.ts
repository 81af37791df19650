import { notifications } from "@mantine/notifications";

/** Say that something is done. Said again while it still stands there, it is not piled up. */
export function notice(message: string): void {
  notifications.show({ id: message, message });
}

/** Say why something is not done, in the same way. */
export function failureNotice(message: string): void {
  notifications.show({ id: message, message, color: "red" });
}
