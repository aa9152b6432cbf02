import vue from "eslint-plugin-vue";
import { parser, plugin } from "typescript-eslint";

/** Only what oxlint cannot see: Vue templates, and rules that need types inside `.vue` scripts. */
export default [
  {
    ignores: ["node_modules/**", ".out/**", ".tsbuild/**", ".cache/**", ".artifacts/**"],
  },
  ...vue.configs["flat/recommended"],
  {
    files: ["**/*.vue"],
    languageOptions: {
      parserOptions: {
        parser,
        project: ["renderer/tsconfig.json"],
        extraFileExtensions: [".vue"],
      },
    },
    plugins: { "@typescript-eslint": plugin },
    rules: {
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/no-explicit-any": "error",
      "vue/component-name-in-template-casing": ["error", "PascalCase"],
      "vue/block-order": ["error", { order: ["script", "template", "style"] }],
      "vue/no-undef-components": "off",
      "vue/no-v-html": "error",
      "vue/require-default-prop": "off",
      // oxfmt lays the code out.
      "vue/max-attributes-per-line": "off",
      "vue/singleline-html-element-content-newline": "off",
      "vue/multiline-html-element-content-newline": "off",
      "vue/html-self-closing": "off",
      "vue/html-indent": "off",
      "vue/html-closing-bracket-newline": "off",
      "vue/first-attribute-linebreak": "off",
      "vue/attributes-order": "off",
    },
  },
];
