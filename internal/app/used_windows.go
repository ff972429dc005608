package app

import (
	"syscall"
	"time"
)

// used is the CPU time of this process, user and system. Windows counts it in units of 100 ns.
func used() time.Duration {
	process, err := syscall.GetCurrentProcess()
	if err != nil {
		return 0
	}
	var created, ended, system, user syscall.Filetime
	if err := syscall.GetProcessTimes(process, &created, &ended, &system, &user); err != nil {
		return 0
	}
	ticks := func(f syscall.Filetime) int64 { return int64(f.HighDateTime)<<32 | int64(f.LowDateTime) }
	return time.Duration(ticks(system)+ticks(user)) * 100
}
