package world

// Organisation is an invented body. Its name says so: it contains 例, Example or Exempel.
type Organisation struct {
	Key            string     `toml:"key"`
	Kind           string     `toml:"kind"` // ngo, university, company, civil_affairs, other_authority, facilitator, donor
	Name           Text       `toml:"name"`
	NativeName     string     `toml:"native_name"`     // as on its own papers
	NativeLanguage string     `toml:"native_language"` // of the native name
	Region         string     `toml:"region"`          // code of a division, "SE" for Sweden, empty for none
	Both           bool       `toml:"both"`            // works in both provinces and counts for neither in a rule about provinces
	Identifier     Identifier `toml:"identifier"`
	Does           Text       `toml:"does"` // what it does besides its services; the mandate of an authority
	Services       []Service  `toml:"service"`
	SortKey        string     `toml:"sort_key"` // pinyin of the Chinese name, plain lower case

	WorksWithChildren  bool `toml:"works_with_children"` // directly; then a safeguarding policy is required
	SafeguardingPolicy Text `toml:"safeguarding_policy"` // what the policy says in a sentence; every NGO has one, also where it works through others
}

// Service is something an organisation runs for others.
type Service struct {
	Name    Text     `toml:"name"`
	About   Text     `toml:"about"`   // may be missing
	For     []string `toml:"for"`     // for whom: left_behind, migrant, families, professionals, organisations, authorities
	Regions []string `toml:"regions"` // codes of divisions; none: wherever the organisation works
}

// Identifier is a registration number that passes the check of its form. It is nobody's.
type Identifier struct {
	Scheme string `toml:"scheme"` // "uscc" (GB 32100-2015), "se_orgnr", or "none"
	Value  string `toml:"value"`  // empty for "none"
}

// Authority says whether it is one that has a mandate in law.
func (o Organisation) Authority() bool {
	return o.Kind == "civil_affairs" || o.Kind == "other_authority"
}

// Votes says whether the kind may hold a seat: facilitator and donors never do.
func (o Organisation) Votes() bool { return o.Kind != "facilitator" && o.Kind != "donor" }

// Organisation finds a body by its key.
func (w *World) Organisation(key string) (*Organisation, bool) {
	for i := range w.Organisations {
		if w.Organisations[i].Key == key {
			return &w.Organisations[i], true
		}
	}
	return nil, false
}
