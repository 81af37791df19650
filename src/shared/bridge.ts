/** The messages between the desktop's page and its main process: one list, which preload and main process both import. */
export const bridgeChannels = {
  /** Page to main, each answered. */
  call: "countinghouse:call",
  apiAddress: "countinghouse:api-address",
  saveTextFile: "countinghouse:save-text-file",
  saveFile: "countinghouse:save-file",
  saveExport: "countinghouse:save-export",
  saveBookCopy: "countinghouse:save-book-copy",
  nameBackupFolder: "countinghouse:name-backup-folder",
  restoreFromFile: "countinghouse:restore-from-file",
  openSample: "countinghouse:open-sample",
  openTeamLedger: "countinghouse:open-team-ledger",
  print: "countinghouse:print",
  openExternal: "countinghouse:open-external",
  tellLanguage: "countinghouse:tell-language",
  /** Main to page. */
  engineEvent: "countinghouse:engine-event",
  menuCommand: "countinghouse:menu-command",
  sampleProgress: "countinghouse:sample-progress",
} as const;
