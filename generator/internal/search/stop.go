package search

import "strings"

// stopWords returns the words of a language that say nothing by themselves, as
// they are folded, in the order of the alphabet or not at all. Words that are
// also something else in our readers' field (SI, IT) are not among them.
func stopWords(lang string) []string {
	switch lang, _, _ = strings.Cut(lang, "-"); lang {
	case "fr":
		return strings.Fields(`a ai ainsi alors as au aucun aucune aussi autre autres aux avait avec avez avoir avons
c car ce ceci cela celle celles celui ces cet cette ceux chaque ci comme comment d dans de des dont donc du elle
elles en encore es est et etaient etait ete etes etre eu eux fait faut font il ils j je l la le les leur leurs lorsque
lui m ma mais me meme memes mes moi moins mon n ne ni nos notre nous on ont ou par parce pas peu peut peuvent plus
pour pourquoi puis qu quand que quel quelle quelles quels qui quoi s sa sans se sera seront ses soit sommes son sont
sous suis sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos votre vous y`)
	case "en":
		return strings.Fields(`a about all also am an and any are as at be been but by can could did do does for from
had has have he her here his how i if in into is its just me my no not of on or our she should so some such than that
the their them then there these they this those to too was we were what when where which while who why will with would
you your`)
	}
	return nil
}

// stopSet returns the stop words of a language, to look them up.
func stopSet(lang string) map[string]bool {
	set := map[string]bool{}
	for _, word := range stopWords(lang) {
		set[word] = true
	}
	return set
}
