package site

import (
	"slices"
	"strings"

	"sametable/internal/organisation"
	"sametable/web"
)

// The levels of divisions the directory shows.
const (
	levelProvince   = "province"
	levelPrefecture = "prefecture"
)

// living leaves the provinces and prefectures that exist, each province before its own.
func living(regions []organisation.Region) []organisation.Region {
	var kept []organisation.Region
	for _, r := range regions {
		if r.ValidTo == "" && (r.Level == levelProvince || prefecture(r)) {
			kept = append(kept, r)
		}
	}
	return kept
}

// prefecture tells whether a division is of the level between province and county, by whatever name it goes.
func prefecture(r organisation.Region) bool { return strings.HasPrefix(r.Level, levelPrefecture) }

// provinces draws a tile diagram of each province whose table says where its divisions lie. A tile counts the bodies that work
// in it; who works in the whole province is said below.
func (v *visit) provinces(all []organisation.Organisation, regions []organisation.Region) []web.Province {
	counts := map[string]int{}
	for _, o := range all {
		for _, code := range o.Regions() {
			counts[code]++
		}
	}
	var list []web.Province
	for _, province := range regions {
		if province.Level != levelProvince || province.ValidTo != "" {
			continue
		}
		p := web.Province{Caption: province.Name(v.code())}
		for _, r := range regions {
			if r.Parent != province.Code || r.TileRow == 0 || r.ValidTo != "" {
				continue
			}
			p.Tiles = append(p.Tiles, web.Tile{Row: r.TileRow, Col: r.TileColumn, Name: r.Name(v.code()), Value: within(r.Code, counts),
				Href: web.Link(v.t, "/orgs") + "?region=" + r.Code})
		}
		if len(p.Tiles) == 0 {
			continue
		}
		if n := counts[province.Code]; n > 0 {
			p.Whole = v.t.Count("directory.whole_province", n)
		}
		list = append(list, p)
	}
	return list
}

// within adds up a division and what lies in it.
func within(code string, counts map[string]int) int {
	prefix, n := beginning(code), 0
	for c, m := range counts {
		if strings.HasPrefix(c, prefix) {
			n += m
		}
	}
	return n
}

// beginning is what the codes of a division and of all its parts begin with.
func beginning(code string) string {
	if len(code) != 6 {
		return code
	}
	return strings.TrimSuffix(strings.TrimSuffix(code, "00"), "00")
}

// inRegion leaves the organisations that work in a division or a part of it; no division leaves all.
func inRegion(all []organisation.Organisation, code string) []organisation.Organisation {
	if code == "" {
		return all
	}
	var kept []organisation.Organisation
	for _, o := range all {
		if slices.ContainsFunc(o.Regions(), func(c string) bool { return strings.HasPrefix(c, beginning(code)) }) {
			kept = append(kept, o)
		}
	}
	return kept
}

// regionNames are the names of all divisions by code, abolished ones too: older data name them.
func (v *visit) regionNames(regions []organisation.Region) map[string]string {
	names := map[string]string{"SE": v.t.Say("directory.sweden")}
	for _, r := range regions {
		names[r.Code] = r.Name(v.code())
	}
	return names
}
