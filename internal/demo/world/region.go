package world

// Region is an invented division: a province or one of its prefectures. The codes begin with 68 and 38, which GB/T 2260 assigns
// to no province.
type Region struct {
	Code         string `toml:"code"`          // six digits
	Province     string `toml:"province"`      // code of the province it lies in, its own for a province
	Level        string `toml:"level"`         // "province", "prefecture_city" (市) or "prefecture" (地区)
	Name         Text   `toml:"name"`          // as used in running text
	FirstMention Text   `toml:"first_mention"` // provinces only: with "fictional", for the first mention on a page
	Pinyin       string `toml:"pinyin"`        // with tones, without 市 for a prefecture
	PinyinNote   string `toml:"pinyin_note"`   // a reading that is often mistaken
	SortKey      string `toml:"sort_key"`      // pinyin in plain lower case
	Tile         *Tile  `toml:"tile"`          // prefectures only
}

// Tile is the place of a prefecture in the schematic diagram of its province, from 1. It is no map.
type Tile struct {
	Row    int `toml:"row"`
	Column int `toml:"column"`
}

// IsProvince tells a province from a prefecture.
func (r Region) IsProvince() bool { return r.Level == "province" }
