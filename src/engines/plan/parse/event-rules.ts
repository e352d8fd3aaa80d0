import * as words from './commitment-words';
import type { ClauseView, CommitmentInput, Draft } from './found';
import type { GroupMember } from './parsed-plan';

/** Events of the union's own, and the group of those that others organise. */

const SHARED_NOUN = new RegExp(
  `(?:${words.SPORTS.source})(?:(?:、|和|及)(?:${words.SPORTS.source}))+(?=[^，。；、]{0,6}(?:比赛|竞赛|大赛|友谊赛|对抗赛|赛))`,
);

/** An event has a name that ends in an event's noun, and a time, an edition or the word 一次. */
export function eventDrafts(view: ClauseView): Draft[] {
  const { text } = view;
  const noun = words.EVENT_NOUN.exec(text);
  if (!noun) return [];
  const isOnce = /(?:一次|一场|1次|1场|一届)/.test(text);
  const isRecurring = view.time?.type === 'every';
  if (!view.hasWindow && !view.hasEdition && !isOnce) return [];
  if (!words.EVENT_VERB.test(text) && !view.hasEdition && !view.hasWindow) return [];
  if (/^(?:通过|以|要通过|为)/.test(text) && !view.hasEdition && !/举办|组织|召开/.test(text)) return [];
  const base = { ...(view.time ? { time: view.time } : {}), target: { type: 'held' as const, times: 1 } };
  if (isRecurring) return [{ ...base, at: view.at, end: view.end, kind: 'recurring_duty', title: eventTitle(text) }];
  const list = SHARED_NOUN.exec(text);
  if (list) return splitEvents(view, list, base);
  return [{ ...base, at: view.at, end: view.end, kind: 'event', title: eventTitle(text) }];
}

/** 扑克、象棋比赛 are two events; each keeps its own stretch of the clause. */
function splitEvents(view: ClauseView, list: RegExpExecArray, base: Pick<Draft, 'time' | 'target'>): Draft[] {
  const names = list[0].split(/[、和及]/);
  const noun = /(?:比赛|竞赛|大赛|友谊赛|对抗赛|赛)/.exec(view.text.slice(list.index + list[0].length))?.[0] ?? '';
  let offset = list.index;
  return names.map((name, i) => {
    const from = i === 0 ? 0 : offset;
    offset += name.length;
    const to = i === names.length - 1 ? view.text.length : offset;
    offset += 1;
    return { ...base, at: view.at + from, end: view.at + to, kind: 'event', title: name + noun };
  });
}

const ALL_NOUNS = new RegExp(words.EVENT_NOUN.source, 'g');

/** The activity's name: what follows the verb, without a count and without the place. */
function eventTitle(text: string): string {
  const noun = [...text.matchAll(ALL_NOUNS)].pop();
  const upTo = noun ? text.slice(0, noun.index + noun[0].length) : text;
  const verb = [...upTo.matchAll(/组织开展|组织|举行|举办|召开|开展|办好|开好|承办|主办/g)].pop();
  const name = verb ? upTo.slice(verb.index + verb[0].length) : upTo;
  const short = name.replace(
    /^(?:好|一次|一场|1次|1场|以.{2,24}为(?:主题|内容|主要内容)的|全[场校院县矿司厂]|的|第.{1,3}届)+/,
    '',
  );
  const title = (short || name || text).slice(0, 30);
  const isOpen = title.includes('“') && !title.includes('”');
  return isOpen ? title.replace('“', '') : title;
}

/** 参加集团公司和开发区工会组织的A、B、C等各类文体活动: the events of others, each by its name. */
export function groupDraft({ source }: CommitmentInput, view: ClauseView): Draft | null {
  const m = words.GROUP_OF_EVENTS.exec(view.text);
  if (!m) return null;
  const listAt = m.index + m[0].length;
  const list = view.text.slice(listAt).replace(/等.*$/, '').replace(/外$/, '');
  if (!list.includes('、') || !/[赛会节演术动活]/.test(list)) return null;
  const organisers = (m[1] ?? '')
    .split(/[、和及与]/)
    .map((o) => o.trim())
    .filter(Boolean);
  const members: GroupMember[] = [];
  let offset = view.at + listAt;
  for (const name of list.split('、')) {
    const festival = /春节|元宵|端午|中秋|重阳/.exec(name)?.[0] as GroupMember['festival'];
    members.push({
      name: source.slice(offset, offset + name.length),
      at: offset,
      organisers,
      ...(festival ? { festival } : {}),
    });
    offset += name.length + 1;
  }
  return {
    at: view.at,
    end: view.end,
    kind: 'event_group',
    target: { type: 'members', count: members.length },
    title: `参加${m[1] ?? ''}组织的活动`,
    organisers,
    members,
  };
}
