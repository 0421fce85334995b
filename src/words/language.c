/* SPDX-License-Identifier: Apache-2.0 */
/* language.c: tags, stemmers, and the words that say nothing: our own short lists, folded. */
#include "words/language.h"

static const struct {
	const char *tags; /* primary subtags, parted by spaces */
	const char *stemmer;
	bool elides;
	const char *stops;
} table[LANGUAGES] = {
	[LANGUAGE_OTHER] = { "", NULL, false, "" },
	[LANGUAGE_EN] = { "en", "english", false,
			  "a about above after again against all also although am among "
			  "an and another any are arent as at be because been before "
			  "being below between both but by can cannot cant concerning "
			  "could couldnt did didnt do does doesnt doing dont down during "
			  "each either else etc ever every few for from further had hadnt "
			  "has hasnt have havent having he her here hers herself him "
			  "himself his how however i if im in including into is isnt it "
			  "its itself ive many me might more most much must my myself "
			  "neither no nor not of off on once only or other our ours "
			  "ourselves out over own per regarding same shall she should "
			  "since so some such than that thats the their theirs them "
			  "themselves then there these they this those though through to "
			  "too toward towards under unless until up upon us very via was "
			  "wasnt we were werent what when where whereas whether which "
			  "while who whom whose why will with within without would "
			  "wouldnt yet you your yours yourself" },
	[LANGUAGE_DE] = { "de", "german", false,
			  "aber alle allem allen aller alles als also am an ander andere anderen "
			  "auch auf aus bei bin bis bist da damit dann das dass dein dem den denn "
			  "der des dessen die dies diese diesem diesen dieser dieses doch dort du "
			  "durch ein eine einem einen einer eines er es etwas euch euer fur gegen "
			  "hab habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr "
			  "ihre ihrem ihren ihrer im in indem ins ist jede jedem jeden jeder jedes "
			  "kann kein keine keinen konnen machen man mehr mein meine mich mir mit "
			  "nach nicht nichts noch nun nur ob oder ohne sehr sein seine seinem "
			  "seinen "
			  "seiner sich sie sind so soll sollte sondern sonst uber um und uns unser "
			  "unter viel vom von vor war waren warst was weil weiter welche wenn "
			  "werde "
			  "werden wie wieder will wir wird wirst wo wollen wurde wurden zu zum zur "
			  "zwar zwischen" },
	[LANGUAGE_FR] = { "fr", "french", true,
			  "a ai ainsi alors apres au aussi autre autres aux avait avant avec avoir "
			  "c ce ceci cela celle celles celui ces cet cette ceux chez comme d dans "
			  "de "
			  "depuis des deux donc dont du elle elles en encore entre est et etait "
			  "etre "
			  "eu eux fait il ils j je jusqu l la le les leur leurs lui m ma mais me "
			  "meme mes moi mon n ne ni nos notre nous on ont ou par pas pendant peu "
			  "plus "
			  "pour qu quand que quel quelle qui s sa sans se ses si soit son sont "
			  "sous "
			  "sur t ta te tes toi ton tous tout toute toutes tres tu un une vers vos "
			  "votre vous y" },
	[LANGUAGE_ES] = { "es", "spanish", false,
			  "a al algo ante antes asi aun como con contra cual cuando de del desde "
			  "donde dos durante e el ella ellas ellos en entre era es esa ese eso "
			  "esta "
			  "estaba estan este esto estos fue fueron ha habia han hasta hay la las "
			  "le "
			  "les lo los mas me mi mientras mismo muy nada ni no nos nosotros o os "
			  "otra "
			  "otro otros para pero poco por porque pues que quien se sea ser si sido "
			  "sin "
			  "sobre son su sus tambien tanto te tiene todo todos tras tu un una uno "
			  "unos "
			  "y ya yo" },
	[LANGUAGE_IT] = { "it", "italian", true,
			  "a ad ai al alla alle allo anche c che chi ci come con contro cui d da "
			  "dai "
			  "dal dall dalla dalle dei del dell della delle dello di dopo dove e ed "
			  "era "
			  "fra gli ha hanno i il in io l la le lei li lo loro lui ma mi nei nel "
			  "nell "
			  "nella nelle nello noi non nostro o ogni per perche piu poi quale quando "
			  "quella quelle quello questa queste questi questo s se sei si sia sono "
			  "su "
			  "sua sue sui sul sull sulla sulle suo suoi tra tu tutti tutto un una uno "
			  "vi "
			  "voi" },
	[LANGUAGE_PT] = { "pt", "portuguese", false,
			  "a ao aos as ate com como da das de dela dele depois do dos e ela elas "
			  "ele "
			  "eles em entre era essa esse esta estao estas este eu foi foram ha isso "
			  "isto "
			  "ja lhe mais mas me mesmo meu minha muito na nao nas nem no nos nossa "
			  "nosso "
			  "num numa o os ou para pela pelas pelo pelos por qual quando que quem se "
			  "sem "
			  "ser seu seus so sobre sua suas tambem te tem tendo ter um uma umas uns "
			  "voce" },
	[LANGUAGE_NL] = { "nl", "dutch", false,
			  "aan al als bij dan dat de der deze die dit doch doen door dus een en er "
			  "ge "
			  "geen had heb hebben heeft hem het hier hij hoe hun iets ik in is ja je "
			  "kan "
			  "kon maar me meer men met mij mijn moet na naar niet niets nog nu of om "
			  "omdat onder ons ook op over reeds te tegen toch toen tot u uit uw van "
			  "veel "
			  "voor want waren was wat werd wezen wie wil worden wordt zal ze zelf "
			  "zich "
			  "zij zijn zo zonder zou" },
	[LANGUAGE_SV] = { "sv", "swedish", false,
			  "alla allt att av blev bli blir da de dem den denna deras dess det detta "
			  "dig "
			  "din du efter ej eller en er ett for fran ha hade han hans har henne "
			  "hennes "
			  "hon honom hur i icke inom inte jag ju kan kunde man med mellan men mig "
			  "min "
			  "mot mycket nagon nagot nar ni nu och om oss pa sa sadan sig sin sina "
			  "sitt "
			  "ska skulle som till under upp ut utan vad var vara vart vi vid vilken" },
	[LANGUAGE_DA] = { "da", "danish", false,
			  "ad af alle alt anden at blev blive bliver da de dem den denne der deres "
			  "det "
			  "dette dig din dog du efter eller en end er et for fra ham han hans har "
			  "havde have hende hendes her hos hun hvad hvis hvor i ikke ind jeg jer "
			  "jo "
			  "kunne man mange med meget men mig min mit mod nar ned noget nogle nu og "
			  "ogsa om op os over pa sa sadan selv sig sin skal skulle som thi til ud "
			  "under var vi vil ville vor være været" },
	[LANGUAGE_NO] = { "no nb nn", "norwegian", false,
			  "alle at av bare ble bli blir da de deg dei dem den denne der dere deres "
			  "det "
			  "dette di din du eg ein eit eller en enn er et etter for fordi fra før "
			  "ha "
			  "hadde han hans har hennes her hun hva hvem hver hvis hvor hvordan "
			  "hvorfor i "
			  "ikke inn jeg kan kom kunne man mange med meg meget mellom men mer mot "
			  "ma na "
			  "nar ned noe noen og ogsa om opp oss over pa sa seg selv sin sitt skal "
			  "skulle som til under ut var ved vi vil ville var være vært" },
	[LANGUAGE_FI] = { "fi", "finnish", false,
			  "ei eivat en etta han he han ja joka jos jotka kanssa koska kuin kun me "
			  "mika "
			  "mina mina mita mita mutta myos myos ne niin nyt ole oli olla olleet "
			  "ollut "
			  "on ovat se seka seka siella sina sina sita sita tai tama tama vain "
			  "vaan" },
	[LANGUAGE_RU] = { "ru", "russian", false,
			  "а без более бы был была были было быть в вам вас весь во вот все всего "
			  "всех "
			  "вы где да даже для до его ее если есть еще же за здесь и из или им их к "
			  "как "
			  "ко когда кто ли либо мне может мы на надо наш не него нее нет ни них но "
			  "ну "
			  "о об однако он она они оно от очень по под при с со так также такои там "
			  "те "
			  "тем то того тоже тои только том ты у уже хотя чего чеи чем что чтобы "
			  "чье я "
			  "эта эти это этого этои этом" },
	[LANGUAGE_HU] = { "hu", "hungarian", false, "a az egy es hogy is nem meg csak de ez volt" },
	[LANGUAGE_RO] = { "ro mo", "romanian", false, "a al ale cu de din este in la o pe si un" },
	[LANGUAGE_TR] = { "tr", "turkish", false, "bir bu da de icin ile ve gibi ama daha cok" },
	[LANGUAGE_CA] = { "ca", "catalan", true, "a al amb d de del el en els i l la les per que" },
	[LANGUAGE_EU] = { "eu", "basque", false, "da dira eta ez zen" },
	[LANGUAGE_GA] = { "ga", "irish", false, "a an ag ar do go i is na ni" },
	[LANGUAGE_ID] = { "id ms", "indonesian", false,
			  "dan di ini itu ke dari untuk yang dengan" },
	[LANGUAGE_LT] = { "lt", "lithuanian", false, "ir i is kad kaip su yra" },
	[LANGUAGE_AR] = { "ar", "arabic", false, "في من على ان الى عن هذا التي الذي" },
	[LANGUAGE_EL] = { "el", "greek", false, "και το τα η ο οι για με να που σε απο του της" },
	[LANGUAGE_HI] = { "hi", "hindi", false, "के का की है में और से को पर" },
	[LANGUAGE_HY] = { "hy", "armenian", false, "" },
	[LANGUAGE_NE] = { "ne", "nepali", false, "" },
	[LANGUAGE_SR] = { "sr hr bs sh", "serbian", false, "i u je na da se za od su" },
	[LANGUAGE_TA] = { "ta", "tamil", false, "" },
	[LANGUAGE_YI] = { "yi", "yiddish", false, "" },
};
_Static_assert(LANGUAGES <= 63, "a set of languages is the bits of a number");

static bool holds(const char *list, struct str word)
{
	struct str rest = str_of(list);
	while (rest.len) {
		struct str_pair cut = str_cut(rest, ' ');
		if (str_eq(cut.head, word))
			return true;
		rest = cut.tail;
	}
	return false;
}

enum language language_of(struct str tag)
{
	char primary[4];
	size_t len = 0;
	while (len < tag.len && len < sizeof primary && char_is_alpha(tag.ptr[len])) {
		primary[len] = char_lower(tag.ptr[len]);
		len++;
	}
	for (int i = LANGUAGE_OTHER + 1; len >= 2 && i < LANGUAGES; i++)
		if (holds(table[i].tags, (struct str){ primary, len }))
			return (enum language)i;
	return LANGUAGE_OTHER;
}

const char *language_stemmer(enum language language)
{
	return table[language].stemmer;
}

bool language_elides(enum language language)
{
	return table[language].elides;
}

/* Every word of a text is asked for, and few are stop words: first a look at whether any begins
 * with its letter and is as long. */
static uint32_t shapes[LANGUAGES][256]; /* by first byte: bits of lengths, 31 for longer ones */
static bool has_shapes[LANGUAGES];

static uint32_t length_bit(size_t length)
{
	return (uint32_t)1 << (length < 31 ? length : 31);
}

static void find_shapes(enum language language)
{
	struct str rest = str_of(table[language].stops);
	while (rest.len) {
		struct str_pair cut = str_cut(rest, ' ');
		if (cut.head.len)
			shapes[language][(unsigned char)cut.head.ptr[0]] |=
				length_bit(cut.head.len);
		rest = cut.tail;
	}
	has_shapes[language] = true;
}

bool language_is_stop(enum language language, struct str folded)
{
	if (!has_shapes[language])
		find_shapes(language);
	if (folded.len == 0 ||
	    !(shapes[language][(unsigned char)folded.ptr[0]] & length_bit(folded.len)))
		return false;
	return holds(table[language].stops, folded);
}
