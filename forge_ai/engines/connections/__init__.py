"""HTTP and TCP connections: keep-alive, time limits, and cutting them from another thread. Know not what is sent."""
