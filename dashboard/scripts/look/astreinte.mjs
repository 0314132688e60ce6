// A roster with a hole and a swap, and notices of every fate.
import { viewer } from "./farm.mjs";

const at = (hours) => new Date(Date.now() + hours * 3_600_000).toISOString();
const keepers = [
  { id: "00000000-0000-4000-8000-00000000000a", name: "Hélène Vandenbroucke" },
  { id: "00000000-0000-4000-8000-00000000000b", name: "Marc" },
];
const [helene, marc] = keepers.map((one) => one.id);
const day = (hours) => at(hours).slice(0, 10);
const roster = {
  hubTime: at(0),
  version: 4,
  week: day(0),
  turns: [
    { day: "monday", from: "08:00", person: helene },
    { day: "thursday", from: "18:00", person: marc },
    { day: "sunday", from: "20:00" },
  ],
  watches: [
    { from: at(-48), until: at(20), person: helene },
    { from: at(20), until: at(32), person: marc, swap: "s1" },
    { from: at(32), until: at(80), person: helene },
    { from: at(80), until: at(120) },
  ],
  swaps: [{ id: "s1", from: at(20), until: at(32), person: marc }],
  keepers,
  onDuty: helene,
  next: marc,
};
const title = "URGENCE · Clapier 3 : température au-dessus du maximum";
const notice = (id, more) => ({
  id,
  subject: "a1",
  transition: "raised",
  severity: "urgence",
  person: "Marc",
  way: "email",
  state: "sent",
  title,
  writtenAt: at(-1),
  attempts: 1,
  ...more,
});
const api = {
  "/api/v1/session": viewer("keeper", "Hélène Vandenbroucke"),
  "/api/v1/roster": roster,
  "/api/v1/notices": {
    hubTime: at(0),
    notices: [
      notice(3, { state: "failed", dueAt: at(0.05), reason: "Connection refused: mail.example" }),
      notice(2, { state: "unsent", way: "none", reason: "no-address", person: "Léo" }),
      notice(4, { state: "given-up", way: "sms", reason: "sms-hour-limit" }),
      notice(1, { sentAt: at(-1) }),
    ],
  },
  "/api/v1/notices/phones": {
    hubTime: at(0),
    key: "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    phones: [
      { id: "f1", name: "Chrome, Android", mark: "a", addedAt: at(-90), reachedAt: at(-1) },
      {
        id: "f2",
        name: "Safari, iPhone",
        mark: "b",
        addedAt: at(-80),
        trouble: "web.push.apple.com answered 503",
      },
      { id: "f3", name: "Firefox, Linux", addedAt: at(-900), goneAt: at(-30) },
    ],
  },
  "/api/v1/notices/preferences": {
    ways: ["email", "webhook"],
    setUp: ["email", "sms"],
    smsFor: "urgent",
    phone: "+33612345678",
    language: "fr",
    address: "helene@ferme.example",
    quietFrom: "21:00",
    quietUntil: "07:00",
  },
};
const stream = [{ kind: "snapshot", topic: "alerts", hubTime: at(0), data: [] }];

export const scenes = [
  { name: "astreinte", path: "/astreinte", api, stream },
  { name: "astreinte-anglais", path: "/astreinte?lang=en", api, stream, widths: [360] },
];
