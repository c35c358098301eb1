package serve

import (
	"errors"
	"fmt"
	"net"
	"strconv"
	"syscall"
)

// MaxPort is the largest number of a port.
const MaxPort = 65535

// attempts is how many ports are tried before giving up.
const attempts = 100

// Listen opens a port on this machine's own addresses, 127.0.0.1 and ::1, and
// returns it. No other machine can reach them. When the port is busy and the
// author did not ask for it explicitly, the next free one is taken. A machine
// without IPv6 gives one listener. Port 0 is any free one.
func Listen(port int, explicit bool) ([]net.Listener, int, error) {
	if port < 0 || port > MaxPort {
		return nil, 0, fmt.Errorf("port %d: a port is a number from 1 to %d", port, MaxPort)
	}
	var err error
	for i := range attempts {
		try := port
		if port != 0 && i > 0 {
			if try += i; try > MaxPort || explicit {
				break
			}
		}
		var listeners []net.Listener
		listeners, try, err = listenBoth(try)
		if err == nil {
			return listeners, try, nil
		}
		if !isBusy(err) {
			return nil, 0, fmt.Errorf("port %d: %w", try, err)
		}
	}
	if explicit {
		return nil, 0, fmt.Errorf("port %d is busy; stop the other program or choose another port: %w", port, err)
	}
	return nil, 0, fmt.Errorf("no free port from %d on; choose one: %w", port, err)
}

// listenBoth opens one port on both addresses.
func listenBoth(port int) ([]net.Listener, int, error) {
	four, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", strconv.Itoa(port)))
	if err != nil {
		return nil, port, err
	}
	port = portOf(four)
	six, err := net.Listen("tcp6", net.JoinHostPort("::1", strconv.Itoa(port)))
	switch {
	case err == nil:
		return []net.Listener{four, six}, port, nil
	case isBusy(err):
		four.Close()
		return nil, port, err
	default:
		return []net.Listener{four}, port, nil // no IPv6 here
	}
}

func portOf(l net.Listener) int {
	if a, ok := l.Addr().(*net.TCPAddr); ok {
		return a.Port
	}
	return 0
}

// isBusy tells whether another program has the port.
func isBusy(err error) bool {
	const windows = syscall.Errno(10048) // WSAEADDRINUSE
	return errors.Is(err, syscall.EADDRINUSE) || errors.Is(err, windows)
}
