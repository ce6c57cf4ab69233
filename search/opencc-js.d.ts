/** The package types its converters only; this is the table alone: "機 机|軸 轴|…". */
declare module "opencc-js/dict/TSCharacters" {
  const rows: string;
  export default rows;
}
