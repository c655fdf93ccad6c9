// Books every difference on the entries of a list of deliberate ones.
import assert from "node:assert/strict";

/**
 * An entry of the list: its id is a heading of docs/decisions/0008, and `explains` says whether a difference belongs to it.
 * @typedef {{ id: string, explains: (difference: object, answers: object) => boolean }} Entry
 */

/** @param {Entry[]} entries */
export function ledger(entries) {
  const counts = new Map(entries.map(({ id }) => [id, 0]));
  /** @type {Map<string, { count: number, example: string }>} */
  const unexplained = new Map();

  return {
    /** Books the difference on the entry that explains it: one, and one only. */
    book(difference, answers, shown) {
      const found = entries.filter(({ explains }) => explains(difference, answers)).map(({ id }) => id);
      if (found.length === 1) {
        counts.set(found[0], counts.get(found[0]) + 1);
        return;
      }
      const kind = `${JSON.stringify(difference)} explained by [${found}]`;
      const { count, example } = unexplained.get(kind) ?? { count: 0, example: shown };
      unexplained.set(kind, { count: count + 1, example });
    },

    /** Every difference is explained. */
    assertExplained() {
      const left = [...unexplained].sort(([, a], [, b]) => b.count - a.count).slice(0, 40);
      const lines = left.map(([kind, { count, example }]) => `${kind}: ${count}, such as ${example}`);
      assert.deepEqual(lines, [], "differences that the list does not explain, or explains twice");
    },

    /** Every entry explains one. */
    assertNoneIdle() {
      const idle = [...counts].filter(([, count]) => count === 0).map(([id]) => id);
      assert.deepEqual(idle, [], "entries that explain nothing");
    },

    /** The counts as lines. */
    lines: () => [...counts].map(([id, count]) => `${id}: ${count}`),
  };
}
