import { execFile } from "node:child_process";
import { resolve } from "node:path";
import { promisify } from "node:util";
import { MakerBase, type MakerOptions } from "@electron-forge/maker-base";
import type { ForgePlatform } from "@electron-forge/shared-types";

/** A disk image for macOS, by the system's own tool: Forge's maker needs native modules that are compiled when they are installed. */
export class AppleDiskImageMaker extends MakerBase<Record<string, never>> {
  readonly name = "dmg";
  override readonly defaultPlatforms: ForgePlatform[] = ["darwin"];

  override isSupportedOnCurrentPlatform(): boolean {
    return process.platform === "darwin";
  }

  override async make({ dir, makeDir, targetArch, packageJSON }: MakerOptions): Promise<string[]> {
    const { productName, version } = packageJSON as { productName: string; version: string };
    const image = resolve(makeDir, "dmg", targetArch, `${productName}-${version}-${targetArch}.dmg`);
    await this.ensureFile(image);
    const make = ["create", "-volname", productName, "-srcfolder", dir, "-format", "ULFO", "-ov", image];
    await promisify(execFile)("hdiutil", make);
    return [image];
  }
}
