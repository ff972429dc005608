// Package sqlite3 stands in for the cgo driver that gorm.io/driver/sqlite imports for its side effect.
// The project opens SQLite through modernc.org/sqlite; an empty module keeps a second SQLite out of the binary.
package sqlite3
