package web

import (
	"time"

	"sametable/internal/lang"
)

// CosignView is who signs a proposal too, and what the viewer may do about it.
type CosignView struct {
	Rows  []CosignRow
	Offer *Act // her organisation may sign it; nil: not now
}

// CosignRow is how the signature of one organisation stands.
type CosignRow struct {
	Org    Org
	Status *Status // nil: it counts
	Since  *time.Time
	Formal []lang.Piece // how it came, for those who may know
	Letter *Anchor
	Acts   []Act
	Why    []string
}
