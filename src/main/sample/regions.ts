/** Where customers of the sample company come from, and what they are called there. */
export interface Region {
  readonly weight: number;
  readonly currency: string;
  readonly timeZones: readonly string[];
  /** What is charged there; null where the company charges no tax. */
  readonly taxRatePercent: string | null;
  /** Names as people write them; where the script is not Latin, with the form their e-mail address has after a bar. */
  readonly givenNames: readonly string[];
  readonly familyNames: readonly string[];
  readonly isFamilyNameFirst?: true;
  /** What a company's name ends in; one that stands for the whole pattern has `…` where the name goes. */
  readonly companyForms: readonly string[];
  /** Under names that nobody can own (RFC 2606). */
  readonly mailDomain: string;
}

const words = (text: string) => text.split(" ");
/** For names that have spaces in them or other forms beside them. */
const list = (text: string) => text.split(", ");

export const regions: readonly Region[] = [
  {
    weight: 46,
    currency: "USD",
    timeZones: ["America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"],
    taxRatePercent: null,
    givenNames: words(
      "Olivia Liam Emma Noah Ava Elijah Sophia Lucas Isabella Mason Mia Ethan Amelia Logan Harper James Evelyn Aiden Camila Jackson " +
        "Luna Sebastian Grace Mateo Chloe Jack Zoey Owen Nora Samuel Hannah Wyatt Stella Carter Maya Julian Naomi Isaiah Ruth Malik",
    ),
    familyNames: words(
      "Smith Johnson Williams Brown Jones Garcia Miller Davis Rodriguez Martinez Hernandez Lopez Wilson Anderson Thomas Taylor Moore " +
        "Jackson Lee Perez Thompson White Harris Sanchez Clark Ramirez Lewis Robinson Walker Young Allen King Wright Scott Torres Nguyen " +
        "Hill Flores Green Adams Washington O'Connor MacDonald Goldberg",
    ),
    companyForms: ["… Inc.", "… LLC", "… Corp.", "… Labs", "… Group", "…", "… Partners", "… & Sons"],
    mailDomain: "example.com",
  },
  {
    weight: 4,
    currency: "USD",
    timeZones: ["America/Toronto", "America/Vancouver"],
    taxRatePercent: "13",
    givenNames: list(
      "Élodie, Marc-André, Chantal, Gavin, Priya, Jean-François, Maude, Tyler, Aïcha, Graham, Noémie, Rosalie",
    ),
    familyNames: words("Tremblay Gagnon Roy Côté Bouchard Gauthier Morin Lavoie Fortin Singh MacLeod Campbell Fraser"),
    companyForms: ["… Ltd.", "… Inc.", "Groupe …", "… ltée"],
    mailDomain: "canada.example",
  },
  {
    weight: 10,
    currency: "GBP",
    timeZones: ["Europe/London"],
    taxRatePercent: "20",
    givenNames: words(
      "Oliver Amelia Harry Isla George Freya Arthur Poppy Alfie Rosie Rhys Siân Callum Eilidh Imran Aisha Nigel Philippa",
    ),
    familyNames: words(
      "Evans Hughes Patel Khan Wood Turner Hall Cooper Ward Hussain Begum Ashworth Pembroke Llewellyn Macintyre Okafor",
    ),
    companyForms: ["… Ltd", "… plc", "… & Co", "… LLP", "The … Company"],
    mailDomain: "britain.example",
  },
  {
    weight: 6,
    currency: "EUR",
    timeZones: ["Europe/Berlin", "Europe/Vienna"],
    taxRatePercent: "19",
    givenNames: words(
      "Jürgen Käthe Lukas Mia Björn Heike Felix Anke Günther Sabine Maximilian Annika Sören Ursula Emre Leyla",
    ),
    familyNames: words(
      "Müller Schmidt Schröder Fischer Weiß Groß Schäfer Köhler Krüger Yıldız Öztürk Vogel Lange Böhm Strauß Zimmermann",
    ),
    companyForms: ["… GmbH", "… AG", "… GmbH & Co. KG", "Gebrüder … OHG"],
    mailDomain: "deutsch.example",
  },
  {
    weight: 4,
    currency: "EUR",
    timeZones: ["Europe/Paris"],
    taxRatePercent: "20",
    givenNames: words(
      "Camille Théo Léa Hugo Chloé Raphaël Inès Gaël Zoé Anaïs François Maëlle Loïc Mehdi Yasmine Benoît",
    ),
    familyNames: words(
      "Martin Bernard Dubois Lefèvre Moreau Girard Lefebvre Noël Benoît Besançon Guérin Chevalier Benali Diallo",
    ),
    companyForms: ["… SA", "… SARL", "… SAS", "Maison …", "Ateliers …"],
    mailDomain: "france.example",
  },
  {
    weight: 4,
    currency: "EUR",
    timeZones: ["Europe/Madrid", "Europe/Rome", "Europe/Lisbon"],
    taxRatePercent: "21",
    givenNames: words(
      "Lucía Martín Sofía Álvaro Íñigo Nerea Giulia Matteo Chiara Niccolò João Inês Gonçalo Catarina Begoña Andrés",
    ),
    familyNames: words(
      "García Fernández Núñez Ibáñez Rossi Esposito Ricci D'Angelo Silva Conceição Gonçalves Muñoz Echeverría Pereira",
    ),
    companyForms: ["… S.L.", "… S.p.A.", "… Lda.", "Hermanos …", "Studio …"],
    mailDomain: "sur.example",
  },
  {
    weight: 3,
    currency: "EUR",
    timeZones: ["Europe/Helsinki"],
    taxRatePercent: "25.5",
    givenNames: words("Aino Väinö Eeva Onni Päivi Jukka Säde Tuomas Venla Eero Outi Ilmari"),
    familyNames: words("Korhonen Virtanen Mäkinen Nieminen Hämäläinen Järvinen Lehtonen Yli-Koski Kärkkäinen Åkerblom"),
    companyForms: ["… Oy", "… Oyj", "… Ab", "Kauppahuone …"],
    mailDomain: "suomi.example",
  },
  {
    weight: 4,
    currency: "USD",
    timeZones: ["Europe/Warsaw", "Europe/Prague", "Europe/Istanbul"],
    taxRatePercent: null,
    givenNames: words("Łukasz Małgorzata Jiří Kateřina Ömer Şebnem Zdeněk Agnieszka Çağla Wojciech Tereza Işık"),
    familyNames: words("Wiśniewski Kowalczyk Nowák Dvořák Yılmaz Çelik Szymańska Černý Gürsoy Wójcik Řezníček Żak"),
    companyForms: ["… sp. z o.o.", "… s.r.o.", "… A.Ş.", "…"],
    mailDomain: "example.org",
  },
  {
    weight: 5,
    currency: "JPY",
    timeZones: ["Asia/Tokyo"],
    taxRatePercent: "10",
    givenNames: list(
      "健|ken, 美咲|misaki, 翔太|shota, さくら|sakura, 大輔|daisuke, 陽菜|hina, 直樹|naoki, 由美子|yumiko, 拓海|takumi, 葵|aoi",
    ),
    familyNames: list(
      "佐藤|sato, 鈴木|suzuki, 高橋|takahashi, 田中|tanaka, 渡辺|watanabe, 伊藤|ito, 山本|yamamoto, 中村|nakamura, 小林|kobayashi, 齋藤|saito",
    ),
    isFamilyNameFirst: true,
    companyForms: ["株式会社…", "…株式会社", "合同会社…"],
    mailDomain: "nippon.example",
  },
  {
    weight: 4,
    currency: "USD",
    timeZones: ["Asia/Kolkata"],
    taxRatePercent: null,
    givenNames: list(
      "Aarav, Ananya, Vihaan, Diya, Arjun, Lakshmi, Rohan, Meera, अनिल|anil, प्रिया|priya, Kavya, Siddharth",
    ),
    familyNames: words("Sharma Iyer Patel Reddy Nair Chatterjee Gupta Krishnan Desai Bose Kulkarni Mehta"),
    companyForms: ["… Pvt. Ltd.", "… Technologies", "Shree … Traders"],
    mailDomain: "bharat.example",
  },
  {
    weight: 3,
    currency: "USD",
    timeZones: ["Asia/Dubai", "Africa/Cairo", "Asia/Jerusalem"],
    taxRatePercent: null,
    givenNames: list(
      "محمد|mohammed, فاطمة|fatima, يوسف|youssef, ليلى|layla, نور|nour, דוד|david, נועה|noa, Omar, Rania",
    ),
    familyNames: list("الهاشمي|alhashimi, حداد|haddad, منصور|mansour, כהן|cohen, לוי|levi, El-Sayed, Khoury"),
    companyForms: ["شركة …", "… FZE", "… LLC"],
    mailDomain: "example.net",
  },
  {
    weight: 3,
    currency: "USD",
    timeZones: ["America/Sao_Paulo", "America/Mexico_City", "America/Bogota"],
    taxRatePercent: null,
    givenNames: list(
      "Thiago, Beatriz, Luís, Antônia, Ximena, José Luis, María José, Valentina, Joaquín, Guadalupe, Caetano",
    ),
    familyNames: list(
      "Oliveira, dos Santos, Araújo, Hernández, Peña, de la Cruz, Quiñones, Restrepo, Ávila, Magalhães",
    ),
    companyForms: ["… S.A. de C.V.", "… Ltda.", "Grupo …", "… S.A.S."],
    mailDomain: "latina.example",
  },
  {
    weight: 2,
    currency: "USD",
    timeZones: ["Africa/Lagos", "Africa/Nairobi", "Africa/Johannesburg"],
    taxRatePercent: null,
    givenNames: words("Chukwuemeka Adaeze Oluwaseun Amara Wanjiku Kamau Thandiwe Sipho Zanele Kwame Ngozi Juma"),
    familyNames: words("Okonkwo Adeyemi Mwangi Otieno Dlamini Nkosi Balogun Eze Achieng Mokoena Van-der-Merwe"),
    companyForms: ["… Ltd", "… (Pty) Ltd", "… Enterprises"],
    mailDomain: "afrika.example",
  },
  {
    weight: 2,
    currency: "USD",
    timeZones: ["Asia/Seoul", "Asia/Singapore", "Asia/Ho_Chi_Minh", "Asia/Taipei"],
    taxRatePercent: null,
    givenNames: list("민준|minjun, 서연|seoyeon, 伟|wei, 美玲|meiling, Anh, Thị Hương, Đức, Jun Hao, 지우|jiwoo"),
    familyNames: list("김|kim, 이|lee, 王|wang, 林|lin, Nguyễn, Trần, Tan, 박|park"),
    isFamilyNameFirst: true,
    companyForms: ["… Pte. Ltd.", "주식회사 …", "…有限公司", "Công ty …"],
    mailDomain: "asia.example",
  },
];

/** The two halves of a company's name, where it is not called after a family. */
export const companyFirstWords = words(
  "Northern Harbor Cedar Summit Blue Copper River Granite Lantern Maple Bright Falcon Silver Orchard Ember Atlas Willow Quiet Iron " +
    "Juniper Coral Prairie Anchor Solstice Meridian Aspen Cobalt Driftwood Evergreen Foxglove Glacier Hazel Indigo Keystone Larkspur " +
    "Marigold Nimbus Opal Pinecrest Quarry Redwood Saffron Timber Umbra Velvet Wren Zephyr",
);
export const companySecondWords = words(
  "Analytics Bakery Biotech Books Ceramics Clinic Coffee Consulting Design Dynamics Education Energy Farms Films Finance Foods Freight " +
    "Games Health Hotels Instruments Interiors Kitchens Legal Logistics Media Motors Music Networks Optics Outfitters Pharma Press " +
    "Properties Robotics Security Software Sports Studios Systems Textiles Tools Travel Ventures Wines Works",
);
