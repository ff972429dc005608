package account

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/netip"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/store"
)

// attempt counts what one account, device or network tried lately. Its key is a hash: what somebody typed as a username may
// have been her password.
type attempt struct {
	Key    string `gorm:"primaryKey"`
	Tries  int
	Since  time.Time
	Rounds int        // how often it was full; each time the wait doubles
	Until  *time.Time // nothing is tried before
}

// OutsideTheRecord says it: counters of the door.
func (attempt) OutsideTheRecord() {}

// limit is one counter with its measure.
type limit struct {
	key  string
	most int
}

// The measures. An account takes five wrong passwords in a quarter of an hour. A whole county office shares one address, so a
// network may try more often. After a full counter the wait doubles up to four hours, and is forgotten after a calm day.
const (
	limitWindow  = 15 * time.Minute
	longestBlock = 4 * time.Hour
	calm         = 24 * time.Hour
	mostAccount  = 5
	mostNetwork  = 60
	mostRequests = 20
)

func limitKey(kind string, parts ...string) string {
	sum := sha256.Sum256([]byte(kind + "\x00" + strings.Join(parts, "\x00")))
	return kind + ":" + hex.EncodeToString(sum[:16])
}

// charge counts one try against every limit before it is made, so that tries at the same time cannot slip through together. It
// answers TooMany, and counts nothing, when one of them is full.
func (a *Accounts) charge(ctx context.Context, limits ...limit) error {
	now := a.wall()
	slices.SortFunc(limits, func(x, y limit) int { return strings.Compare(x.key, y.key) }) // one order for all: no deadlock
	return a.register.Loose(ctx, func(tx *gorm.DB) error {
		for _, l := range limits {
			row := attempt{Key: l.key, Since: now}
			if err := tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&row).Error; err != nil {
				return store.Found(err)
			}
			row = attempt{}
			if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("key = ?", l.key).Take(&row).Error; err != nil {
				return store.Found(err)
			}
			if wait := row.count(l.most, now); wait > 0 {
				return fault.TooMany(wait)
			}
			if err := tx.Select("*").Updates(&row).Error; err != nil {
				return store.Found(err)
			}
		}
		return nil
	})
}

// count adds one try, or gives how long to wait.
func (t *attempt) count(most int, now time.Time) time.Duration {
	if t.Until != nil && now.Before(*t.Until) {
		return t.Until.Sub(now)
	}
	if t.Until != nil || now.Sub(t.Since) >= limitWindow {
		if now.Sub(t.Since) >= calm {
			t.Rounds = 0
		}
		t.Tries, t.Since, t.Until = 0, now, nil
	}
	t.Tries++
	if t.Tries >= most {
		until := now.Add(min(limitWindow<<min(t.Rounds, 8), longestBlock))
		t.Until = &until
		t.Rounds++
	}
	return 0
}

// clearLimits forgets counters, once the right password was given.
func clearLimits(tx *gorm.DB, keys ...string) error {
	return store.Found(tx.Where("key IN ?", keys).Delete(&attempt{}).Error)
}

// refund takes one try off a counter that many share.
func refund(tx *gorm.DB, key string) error {
	return store.Found(tx.Model(&attempt{Key: key}).Where("tries > 0 AND until IS NULL").Update("tries", gorm.Expr("tries - 1")).Error)
}

// network is the part of an address that one household or office has to itself: 24 bits of IPv4, 56 of IPv6.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		if both, err := netip.ParseAddrPort(address); err == nil {
			ip = both.Addr()
		}
	}
	if !ip.IsValid() {
		return ""
	}
	ip = ip.Unmap().WithZone("")
	bits := 56
	if ip.Is4() {
		bits = 24
	}
	prefix, err := ip.Prefix(bits)
	if err != nil {
		return ""
	}
	return prefix.String()
}
