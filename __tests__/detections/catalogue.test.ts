import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { DETECTION_IDS, DETECTIONS } from "../../src/detections";
import { CATALOGUE } from "../../src/detections/catalogue";
import { ALERT_GROUPS } from "../../src/detections/groups";
import { TECHNIQUES } from "../../src/queries/techniques";
import { detectionCatalogue } from "../../src/tools/docs/detection-catalogue";

const FOLDER = join(__dirname, "../../src/detections");

const filesOf = (group: string) => readdirSync(join(FOLDER, group)).map((file) => file.replace(/\.ts$/, ""));

describe("one detection is one file", () => {
  it.each(DETECTION_IDS)("%s stands in its group's folder under its own id", (id) => {
    expect(filesOf(DETECTIONS[id].group), `move its file to src/detections/${DETECTIONS[id].group}/${id}.ts`).toContain(
      id,
    );
  });

  it("no id is given twice", () => {
    expect(DETECTION_IDS.length).toBe(new Set(DETECTION_IDS).size);
    expect(CATALOGUE.length).toBe(detectionCatalogue(FOLDER).match(/^import/gm)?.length);
  });

  it("every group of the folder is a page of the runbooks, and a box of the dashboard", () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(ALERT_GROUPS.map(({ id }) => id).sort()).toEqual(folders.map(({ name }) => name).sort());
  });

  it.each(DETECTION_IDS)(
    "%s names techniques of ATT&CK that there are, and at least one unless it is the self-test",
    (id) => {
      const { techniques } = DETECTIONS[id];
      expect(techniques.filter((technique) => TECHNIQUES[technique] === undefined)).toEqual([]);
      expect(techniques.length > 0, `say under \`techniques\` what ${id} reveals`).toBe(id !== "self-test");
    },
  );
});
