package corpus

import "strings"

// nounList holds nouns in the singular, each with its gender. All of them take a regular plural and, where they begin
// with an h, a mute one.
const nounList = `
m:contrat f:sauvegarde m:prestataire m:périmètre m:délai f:astreinte f:supervision m:serveur f:clause m:engagement
f:pénalité m:niveau f:disponibilité m:incident m:ticket f:escalade m:comité f:gouvernance m:indicateur f:mesure
m:rapport f:restauration m:plan f:reprise f:continuité m:hébergement f:infrastructure f:application m:poste m:réseau
m:commutateur f:licence m:abonnement m:budget f:facture m:forfait f:régie f:transition f:réversibilité f:sortie
m:transfert f:documentation m:inventaire f:configuration m:correctif f:mise m:déploiement f:maintenance f:évolution
m:changement f:demande f:validation m:client m:utilisateur m:administrateur m:technicien m:responsable m:dirigeant
f:équipe f:compétence f:formation m:support m:guichet f:plage m:horaire f:durée f:échéance m:préavis f:reconduction
f:résiliation f:négociation m:avenant f:annexe m:audit f:certification f:norme f:conformité m:registre f:donnée
m:traitement f:confidentialité f:sécurité f:menace f:attaque f:faille f:vulnérabilité m:pare-feu f:messagerie
m:annuaire f:identité f:authentification m:certificat f:clé m:chiffrement f:copie m:archivage f:rétention m:stockage
m:disque f:machine m:conteneur m:hyperviseur f:virtualisation m:nuage f:migration f:bascule f:réplication f:latence
f:panne f:interruption f:alerte m:seuil f:sonde m:tableau f:console f:passerelle f:liaison m:débit m:opérateur
f:téléphonie f:imprimante m:parc m:matériel m:renouvellement m:amortissement m:coût f:dépense f:estimation m:devis
f:consultation m:cahier f:offre f:réponse m:critère f:note f:référence f:visite f:preuve f:garantie f:assurance
f:responsabilité m:litige f:médiation f:propriété m:sous-traitant m:partenaire m:fournisseur m:éditeur f:filiale
m:site f:agence m:atelier f:usine f:direction m:service m:projet m:jalon f:recette f:livraison m:pilote f:étape
m:essai f:simulation m:exercice f:procédure f:consigne f:habitude m:risque f:dépendance f:priorité f:gravité
f:impact m:diagnostic f:cause f:solution m:contournement f:clôture f:enquête f:satisfaction m:échange f:réunion
f:décision f:trace m:historique m:calendrier f:fenêtre f:charge f:capacité f:performance f:croissance m:seuil
f:tendance m:écart f:correction m:objectif m:résultat f:économie m:gain f:valeur m:choix m:accès m:processus`

// verbList holds transitive verbs, third person and infinitive.
const verbList = `
couvre:couvrir encadre:encadrer mesure:mesurer réduit:réduire accélère:accélérer retarde:retarder décrit:décrire
précise:préciser engage:engager protège:protéger surveille:surveiller contrôle:contrôler remplace:remplacer
complète:compléter prépare:préparer révèle:révéler impose:imposer facilite:faciliter simplifie:simplifier
documente:documenter vérifie:vérifier valide:valider finance:financer limite:limiter répartit:répartir
déclenche:déclencher suspend:suspendre prolonge:prolonger corrige:corriger améliore:améliorer garantit:garantir
exige:exiger transmet:transmettre conserve:conserver archive:archiver chiffre:chiffrer isole:isoler
regroupe:regrouper détaille:détailler résume:résumer annonce:annoncer planifie:planifier organise:organiser
pilote:piloter arbitre:arbitrer chiffre:chiffrer compare:comparer justifie:justifier remet:remettre
concerne:concerner modifie:modifier renforce:renforcer stabilise:stabiliser restaure:restaurer anticipe:anticiper
évalue:évaluer signale:signaler bloque:bloquer oriente:orienter éclaire:éclairer soutient:soutenir`

// adjectiveList holds adjectives that follow the noun and do not change in the feminine.
const adjectiveList = `
fiable utile nécessaire rare stable rapide simple critique sensible modeste durable prévisible raisonnable
responsable comparable vérifiable partiel:partielle initial:initiale annuel:annuelle mensuel:mensuelle
réel:réelle complet:complète précis:précise récent:récente distant:distante interne externe technique juridique
financier:financière courant:courante prioritaire permanent:permanente temporaire obligatoire volontaire
documenté:documentée testé:testée négocié:négociée partagé:partagée chiffré:chiffrée distinct:distincte
quotidien:quotidienne hebdomadaire urgent:urgente tardif:tardive coûteux:coûteuse précieux:précieuse`

// adverbList, timeList, openerList and ruleList hold phrases, one between bars.
const (
	adverbList = `souvent|rarement|presque toujours|en général|en pratique|par prudence|sans attendre|à lui seul|
à coup sûr|peu à peu|en silence|à l'avance|par écrit|au quotidien|sur la durée`
	timeList = `chaque mois|dès la première semaine|pendant la phase de reprise|au moins une fois par an|avant la signature|
sous quatre heures ouvrées|à la fin du trimestre|le premier lundi du mois|en dehors des heures ouvrées|
pendant toute la durée du contrat|au bout de six mois|avant chaque comité de pilotage|dans les 48 heures|
trois mois avant l'échéance|à chaque changement majeur|une fois la recette prononcée|tous les deux ans`
	openerList = `En pratique|Dans une entreprise de taille moyenne|À l'inverse|Par ailleurs|Dans la plupart des cas|
Pour un dirigeant pressé|Sur un site isolé|Après un incident majeur|Au moment de signer|Avec un peu de méthode|
Dans le doute|À défaut|En cas de désaccord|Sur le papier|Vu du côté du client|Du point de vue juridique|
Quand l'équipe est réduite|Avant toute négociation|Pendant la transition|En fin de contrat`
	ruleList = `écrire ce qui est attendu|nommer un responsable|fixer une date|garder une trace|relire avant de signer|
demander une preuve|tester une restauration|prévoir la sortie|compter les heures|vérifier les accès|
prévenir les équipes|chiffrer les écarts|revoir la liste chaque mois|partager le compte rendu`
)

// words is the vocabulary, cut up once. It is read only.
type words struct {
	nouns      []noun
	verbs      []verb
	adjectives []adjective
	adverbs    []string
	times      []string
	openers    []string
	rules      []string

	sentenceForms, linkForms []string
}

// noun is a noun in the singular.
type noun struct {
	text     string
	feminine bool
}

// verb is a transitive verb.
type verb struct{ present, infinitive string }

// adjective is an adjective in both genders.
type adjective struct{ masculine, feminine string }

// newWords cuts up the lists above.
func newWords() *words {
	w := &words{
		adverbs: phrases(adverbList), times: phrases(timeList), openers: phrases(openerList), rules: phrases(ruleList),
		sentenceForms: strings.Split(sentenceList, "\n"), linkForms: strings.Split(linkList, "\n"),
	}
	for _, s := range strings.Fields(nounList) {
		w.nouns = append(w.nouns, noun{text: s[2:], feminine: s[0] == 'f'})
	}
	for _, s := range strings.Fields(verbList) {
		present, infinitive, _ := strings.Cut(s, ":")
		w.verbs = append(w.verbs, verb{present, infinitive})
	}
	for _, s := range strings.Fields(adjectiveList) {
		masculine, feminine, changes := strings.Cut(s, ":")
		if !changes {
			feminine = masculine
		}
		w.adjectives = append(w.adjectives, adjective{masculine, feminine})
	}
	return w
}

// phrases cuts a list at its bars; a line break after a bar does not count.
func phrases(list string) []string {
	return strings.Split(strings.ReplaceAll(list, "|\n", "|"), "|")
}

// definite gives "le contrat", "la clause", "l'incident".
func (n noun) definite() string { return n.with("le ", "la ", "l'") }

// genitive gives "du contrat", "de la clause", "de l'incident".
func (n noun) genitive() string { return n.with("du ", "de la ", "de l'") }

// indefinite gives "un contrat", "une clause".
func (n noun) indefinite() string { return n.with("un ", "une ", "") }

// with puts an article before the noun; elided, unless empty, is the one before a vowel or a mute h.
func (n noun) with(masculine, feminine, elided string) string {
	switch {
	case elided != "" && strings.ContainsAny(firstLetter(n.text), "aeiouyhéèêàâîôû"):
		return elided + n.text
	case n.feminine:
		return feminine + n.text
	}
	return masculine + n.text
}

// plural gives "contrats", "tableaux", "accès".
func (n noun) plural() string {
	switch {
	case strings.HasSuffix(n.text, "eau"), strings.HasSuffix(n.text, "feu"):
		return n.text + "x"
	case strings.HasSuffix(n.text, "s"), strings.HasSuffix(n.text, "x"):
		return n.text
	}
	return n.text + "s"
}

// agree gives the form of the adjective that goes with the noun.
func (a adjective) agree(n noun) string {
	if n.feminine {
		return a.feminine
	}
	return a.masculine
}

// firstLetter gives the first letter of s, accent included.
func firstLetter(s string) string {
	for _, r := range s {
		return string(r)
	}
	return ""
}

// capital gives s with its first letter in upper case, looking past marks of emphasis.
func capital(s string) string {
	letters := strings.TrimLeft(s, "*")
	first := firstLetter(letters)
	return s[:len(s)-len(letters)] + strings.ToUpper(first) + letters[len(first):]
}
