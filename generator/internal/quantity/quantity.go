// Package quantity knows numbers with units: it computes with them, reads them as
// people write them, and writes them for people.
//
// A [Unit] is a product of powers of named factors, such as EUR/poste/mois; a
// [Range] is an interval of numbers with its arithmetic. [Find] returns the numbers
// of a text ("4 à 7 mois", "1,5 k€", "quatre-vingt-dix-sept", "$20 per month") with
// all they may mean, and [Style.Format] writes a range with its unit the way a
// language does. What Format writes, Find reads back, as long as the unit can be said
// in words: EUR^2 cannot.
//
// The package decides nothing about facts: whether a text's number is the right
// one is for its callers to say. It imports nothing else of Balise.
package quantity
