import { h, type FunctionalComponent } from "vue";

/** The name of a column, which may break between its words only. */
export const ColumnName: FunctionalComponent<{ readonly name: string }> = ({ name }) =>
  h(
    "code",
    { class: "mono" },
    name.split(/(?<=_)|(?<=[a-z])(?=[A-Z])/).flatMap((word) => [word, h("wbr")]),
  );
ColumnName.props = ["name"];
