package corpus

import (
	"math/rand/v2"
	"strings"
)

const (
	// sectionSize is the number of guides in a folder.
	sectionSize = 25
	// pathSteps is the number of guides in the home page's reading path.
	pathSteps = 5
)

// A section's title is a theme, a place and a moment; a guide's is an action, an object and a setting.
const (
	themeList = `Sauvegardes|Contrats|Supervision|Astreintes|Budgets|Réseaux|Serveurs|Messagerie|Sécurité|Identités|
Licences|Postes de travail|Téléphonie|Hébergement|Réversibilité|Gouvernance|Indicateurs|Incidents|Changements|
Correctifs|Stockage|Impression|Documentation|Formation|Audits|Conformité|Données personnelles|Continuité|Archivage|
Développement|Intégration|Mobilité|Sites distants|Fournisseurs|Appels d'offres|Transitions|Pénalités|Facturation`
	placeList = `pour l'industrie|en clinique|dans le négoce|au cabinet comptable|en collectivité|à l'export|en réseau d'agences|
pour une association|dans le transport|en laboratoire|sur chantier|en ligne|dans l'hôtellerie|au siège|en filiale|
pour une école|dans l'agroalimentaire|en atelier|dans l'assurance|pour un groupe familial|chez un éditeur|
dans la logistique|en pharmacie|pour une mutuelle|dans le bâtiment|en imprimerie|dans l'énergie|pour un musée|
chez un notaire|dans le textile|en maison de retraite|pour un syndicat|dans la presse|en station-service|
pour un club sportif|en menuiserie`
	momentList = `au départ|en régime établi|en période de crise|à la sortie`
	actionList = `Choisir|Mesurer|Préparer|Négocier|Comprendre|Vérifier|Réduire|Organiser|Documenter|Tester|Planifier|
Comparer|Renouveler|Sécuriser|Piloter|Chiffrer|Transférer|Surveiller|Relire|Cadrer|Simplifier|Auditer|Déléguer|
Reprendre|Partager|Améliorer|Arbitrer|Estimer|Formaliser|Suspendre|Clore|Anticiper`
	objectList = `une astreinte|un contrat au forfait|la sauvegarde hors site|le guichet de support|une clause de sortie|
les délais de réponse|le plan de reprise|un comité mensuel|la grille des pénalités|le parc de postes|
un inventaire complet|les accès distants|la messagerie|le pare-feu|une migration|les licences|la facture|
un tableau de bord|la documentation|les correctifs|une équipe mixte|la sous-traitance|le périmètre|un audit|
la téléphonie|les certificats|une régie longue|les droits d'administration|la phase pilote|un changement urgent|
le renouvellement du matériel|les horaires ouvrés|une liaison de secours|le budget annuel|la recette|
un test de restauration|les engagements|une offre technique|le registre des risques|la formation des équipes|
les comptes de service|un appel d'offres|la supervision|le cahier des charges|une assurance|les journaux|
la bascule|un hébergeur|les alertes|le préavis|une visite de site|la réversibilité|un avenant|les mots de passe|
le chiffrement|une prestation ponctuelle|la charge de nuit|un annuaire|les mises à jour|le stockage partagé|
une imprimante en réseau|la reprise des données|un second prestataire|les écarts de mesure`
	settingList = `sans bloquer la production|avec une petite équipe|avant la signature|en fin de contrat|sur plusieurs sites|
après un incident|à budget constant|pendant les congés|pour un dirigeant|en trois étapes|avec deux prestataires|
dans l'urgence|sans jargon|avec un tableur|en milieu d'année|avant un audit|pendant une fusion|hors des heures ouvrées|
depuis un autre pays|sans équipe interne|après un rachat|en phase de reprise|avec des outils libres|pour une filiale|
en cas de litige|avant l'été|à la première échéance|sous contrainte légale|pour un site isolé|en deux réunions|
avec le service achats|sans changer d'outil|face à une panne|au quotidien|pour les nouveaux venus|
avec un hébergeur public|dans la durée|en moins d'un mois|avant un déménagement|pour le comité de direction|
après une attaque|sans interruption|en télétravail|dans un groupe|avec des preuves|pour réduire les coûts|
au changement de version|avec un contrat ancien|en toute clarté|pour la paie|dans un atelier|avant l'hiver|
en gardant la main|avec un calendrier serré|pour mieux décider|sans surcoût|avec les utilisateurs|après la recette|
en double commande|à la reprise du site|pour un service critique|avec un seul interlocuteur|en période de pointe|
dès le premier jour`
	tagList = `sauvegarde|contrat|forfait|régie|astreinte|supervision|sécurité|conformité|budget|facturation|pénalités|
réversibilité|transition|gouvernance|indicateurs|incident|changement|correctifs|réseau|serveurs|stockage|nuage|
messagerie|identités|licences|postes|téléphonie|hébergement|documentation|formation|audit|données|continuité|
archivage|fournisseurs|achats|juridique|négociation|risques|assurance`
	headingList = `Mesurer|Préparer|Décrire|Répartir|Suivre|Les limites|Le coût|Les preuves|Pourquoi revoir|Quand changer|
Qui décide|Ce que couvre|Ce qui menace|Comment tester|Cas pratique|Le rôle|Les étapes|À propos`
)

// names holds what sections, guides, headings and tags are called. It is read only.
type names struct {
	themes, places, moments    []string
	actions, objects, settings []string
	tags, headings             []string
	sectionShift, guideShift   int
}

// newNames cuts up the lists; the seed chooses where in the long cycle of titles the corpus begins.
func newNames(seed uint64) *names {
	rng := rand.New(rand.NewPCG(seed, 0))
	return &names{
		themes: phrases(themeList), places: phrases(placeList), moments: phrases(momentList),
		actions: phrases(actionList), objects: phrases(objectList), settings: phrases(settingList),
		tags: phrases(tagList), headings: phrases(headingList),
		sectionShift: rng.IntN(1 << 20), guideShift: rng.IntN(1 << 20),
	}
}

// sections tells how many sections can have a title of their own.
func (n *names) sections() int { return len(n.themes) * len(n.places) * len(n.moments) }

// section gives the title of section k. A step that shares no factor with the number of titles visits each of them
// once, and neighbours differ in every part.
func (n *names) section(k int) string {
	i := (k*2741 + n.sectionShift) % n.sections()
	theme, i := i%len(n.themes), i/len(n.themes)
	place, moment := i%len(n.places), i/len(n.places)
	return n.themes[theme] + " " + n.places[place] + ", " + n.moments[moment]
}

// guide gives the title of guide i and a shorter one for the navigation, in the same manner.
func (n *names) guide(i int) (title, short string) {
	i = (i*50021 + n.guideShift) % (len(n.actions) * len(n.objects) * len(n.settings))
	action, i := i%len(n.actions), i/len(n.actions)
	object, setting := i%len(n.objects), i/len(n.objects)
	short = n.actions[action] + " " + n.objects[object]
	return short + " " + n.settings[setting], short
}

// heading makes one heading; the caller sees to it that a guide has none twice.
func (n *names) heading(rng *rand.Rand, w *words) string {
	start, thing := pick(rng, n.headings), pick(rng, w.nouns)
	switch start {
	case "Les limites", "Le coût", "Les preuves", "Le rôle", "Les étapes", "À propos":
		return start + " " + thing.genitive()
	case "Cas pratique":
		return start + " avec " + thing.indefinite() + " " + pick(rng, w.adjectives).agree(thing)
	}
	return start + " " + thing.definite()
}

// Anchor gives the id of a heading: lower case, accents folded, every other run of characters one hyphen.
func Anchor(heading string) string {
	var b strings.Builder
	gap := false
	for _, r := range strings.ToLower(heading) {
		switch r {
		case 'à', 'â', 'ä':
			r = 'a'
		case 'é', 'è', 'ê', 'ë':
			r = 'e'
		case 'î', 'ï':
			r = 'i'
		case 'ô', 'ö':
			r = 'o'
		case 'ù', 'û', 'ü':
			r = 'u'
		case 'ç':
			r = 'c'
		}
		if (r < 'a' || r > 'z') && (r < '0' || r > '9') {
			gap = b.Len() > 0
			continue
		}
		if gap {
			b.WriteByte('-')
			gap = false
		}
		b.WriteRune(r)
	}
	return b.String()
}
