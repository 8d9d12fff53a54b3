import { projection } from "../attributes/projection";
import { unchanged } from "../attributes/rules";
import type { AttributeCheck } from "./check";

const readsOtherwise = unchanged("Queries read other files, or understand them otherwise.");

export const queriesChanged: AttributeCheck = {
  id: "queries-changed",
  about: "Queries read other logs than before, or their results go elsewhere.",
  remedy:
    "Keep the tables over the trail's own folders, and the results in our bucket; or accept the change with a reason.",
  attributes: {
    aws_athena_workgroup: {
      configuration: unchanged(
        "The work group's settings decide where results go, what encrypts them, and how much a query may read.",
      ),
      state: unchanged("The work group is switched off or on. While it is off, nobody can ask."),
    },
    aws_glue_catalog_database: { location_uri: readsOtherwise, target_database: readsOtherwise },
    aws_glue_catalog_table: {
      parameters: projection,
      storage_descriptor: readsOtherwise,
      partition_keys: readsOtherwise,
      table_type: readsOtherwise,
      target_table: readsOtherwise,
      view_original_text: readsOtherwise,
      view_expanded_text: readsOtherwise,
      open_table_format_input: readsOtherwise,
    },
  },
};
