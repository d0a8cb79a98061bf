/** Largest file that is opened, in bytes. Annual reports are under 1 MB; 50 MB leaves room for pictures. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024

/** Largest unpacked size of one zip container, declared or actual, in bytes. */
export const MAX_UNPACKED_BYTES = 200 * 1024 * 1024

/** Longest time one file may take to be read, in milliseconds. */
export const READ_TIMEOUT_MS = 10_000
