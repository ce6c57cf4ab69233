/** Refusals of ledger imports, taken into the dictionary of errors. */
type Values = Record<string, string | number>;
export const ledgerErrors = {
  "zh-CN": {
    import_empty_file: "文件是空的，请重新选择",
    import_not_a_table: "这不是表格文件，请选择 Excel（.xlsx）或 CSV 文件",
    import_old_excel: "这是旧版 Excel（.xls）文件，请在 Excel 中另存为 .xlsx 后再上传",
    import_protected: "文件设有打开密码，请去掉密码后再上传",
    import_broken_file: (v: Values) => (v.line ? `文件在第 ${v.line} 行附近损坏，无法读取` : "文件已损坏，无法读取"),
    import_too_much: (v: Values) => `表格过大：最多 ${v.rows ?? 50000} 行。请拆分后分别导入`,
    import_no_rows: "没有找到数据行，请检查表头所在的行",
    import_field_twice: "这一项已经对应了另一列",
    import_changed: "这次导入刚刚发生了变化，请核对后再操作",
    import_file_gone: "原文件已不在，请重新上传",
    import_firm_gone: "有单位已不在可选范围，请重新选择",
    import_firm_exists: (v: Values) => `“${v.name}”已在平台上，但不是本联盟成员。请先让它加入联盟，或改用其他单位`,
    import_nothing_to_do: "没有可以导入的行：请检查列的对应关系和单位",
    import_nothing_ticked: "请勾选要放行的条目，或选择放行全部",
    import_nothing_to_release: "没有等待放行的条目",
    import_other_releases: "这些条目是您导入的，由本企业另一位审核员放行",
    import_release_again: "有条目刚刚被放行，请重试",
  },
  en: {
    import_empty_file: "This file is empty. Please choose again",
    import_not_a_table: "This is not a table. Please choose an Excel (.xlsx) or CSV file",
    import_old_excel: "This is an old Excel file (.xls). Please save it as .xlsx and upload that",
    import_protected: "This file needs a password to open. Please remove it and upload again",
    import_broken_file: (v: Values) =>
      v.line ? `The file is damaged near line ${v.line} and cannot be read` : "The file is damaged and cannot be read",
    import_too_much: (v: Values) => `The table is too big: at most ${v.rows ?? 50000} rows. Please split it`,
    import_no_rows: "No rows were found. Please check which row holds the headings",
    import_field_twice: "Another column has this meaning already",
    import_changed: "This import has just changed. Please check it, then try again",
    import_file_gone: "The original file is gone. Please upload it again",
    import_firm_gone: "An organisation can no longer be chosen. Please choose again",
    import_firm_exists: (v: Values) =>
      `“${v.name}” exists already, but is no member of this alliance. Let it join first, or choose another`,
    import_nothing_to_do: "There are no rows to import. Please check the columns and the organisations",
    import_nothing_ticked: "Please tick the rows to release, or release all",
    import_nothing_to_release: "No rows wait for release",
    import_other_releases: "You imported these rows; another reviewer of your enterprise releases them",
    import_release_again: "Some rows have just been released. Please try again",
  },
} as const;
