// What cardseal, card-validator and credit-card-type say to the same number, and where they say different things.
import cardValidator from "card-validator";
import creditCardType from "credit-card-type";

/**
 * The answers of both sides; ours with the card that they would give.
 * @param {import("../../../js/index.js").Cardseal} cardseal
 * @param {string} number
 */
export function askBoth(cardseal, number) {
  const { number: ours, cvc } = cardseal.check({ number, cvc: "" });
  const code = { name: cvc.name, size: cvc.lengths.join() };
  return {
    number,
    ours: {
      ...ours,
      card: ours.brand ? { type: ours.brand, gaps: ours.gaps, lengths: ours.lengths, code } : null,
      isPotentiallyValid: ours.status !== "invalid",
      isValid: ours.status === "valid",
    },
    theirs: { ...cardValidator.number(number), types: creditCardType(number).map(({ type }) => type) },
  };
}

/**
 * The differences between the answers, each with what it is about:
 * - `listed`: a brand that one side (`by`) lists among the candidates and the other does not
 * - `order`: the candidates that both list, in different orders
 * - and those in the answers of card-validator
 */
export function* differences({ ours, theirs }) {
  const brands = ours.brands.filter((brand) => theirs.types.includes(brand));
  const types = theirs.types.filter((type) => ours.brands.includes(type));
  for (const brand of ours.brands.filter((brand) => !brands.includes(brand))) {
    yield { about: "listed", by: "us", brand };
  }
  for (const brand of theirs.types.filter((type) => !types.includes(type))) {
    yield { about: "listed", by: "them", brand };
  }
  if (brands.join() !== types.join()) yield { about: "order", ours: brands, theirs: types };
  yield* answerDifferences(ours, theirs);
}

/**
 * The differences between two answers of the shape of card-validator:
 * - `told`: the brand
 * - `possible` and `valid`
 * - `gaps`, `lengths`, `code`: what belongs to a brand that both tell
 */
export function* answerDifferences(ours, theirs) {
  const [brand, type] = [ours, theirs].map(({ card }) => card?.type ?? null);
  yield* unequal("told", brand, type);
  yield* unequal("possible", ours.isPotentiallyValid, theirs.isPotentiallyValid);
  yield* unequal("valid", ours.isValid, theirs.isValid);
  if (brand === null || brand !== type) return;

  const [{ card: our }, { card: their }] = [ours, theirs];
  yield* unequal("gaps", our.gaps.join(), their.gaps.join());
  yield* unequal("lengths", our.lengths.join(), their.lengths.join());
  yield* unequal("code", `${our.code.name} ${our.code.size}`, `${their.code.name} ${their.code.size}`);
}

export function* unequal(about, ours, theirs) {
  if (ours !== theirs) yield { about, ours, theirs };
}
