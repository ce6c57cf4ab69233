type ErrorValues = Record<string, string | number>;

/** Refusals about group robots and background work; merged into app/words/errors.ts. */
export const robotErrors = {
  "zh-CN": {
    "robot-address-form": "这不是该类机器人的完整地址，请从群设置里整段复制",
    "robot-address-other-kind": "这个地址属于另一种机器人，请换类型或换地址",
    "robot-address-not-allowed": "只能用企业微信、钉钉、飞书的官方地址；自建服务请先由平台管理员加入允许名单",
    "robot-address-known": "这个机器人已经添加过了",
    "robot-no-secret": "企业微信机器人没有签名密钥，请留空",
    "robots-too-many": (v: ErrorValues) => `一个单位最多 ${v.max} 个机器人。`,
    "robot-host-form": "只写地址的开头，不带参数、用户名和密码",
    "robot-host-known": "这个地址已在名单里",
  },
  en: {
    "robot-address-form": "This is not the whole address of such a robot; copy it from the group's settings",
    "robot-address-other-kind": "This address belongs to another kind of robot; change the kind or the address",
    "robot-address-not-allowed":
      "Only the services' own addresses of WeCom, DingTalk and Feishu; for your own server, an administrator has to allow it first",
    "robot-address-known": "This robot has been added already",
    "robot-no-secret": "Robots of WeCom have no signing secret; leave it empty",
    "robots-too-many": (v: ErrorValues) => `An organisation has at most ${v.max} robots.`,
    "robot-host-form": "Only the beginning of the address, without parameters, user name and password",
    "robot-host-known": "This address is on the list already",
  },
};
