import net from 'node:net'

export interface ByteProxy {
  port: number
  /** Connections that were opened. */
  connections(): number
  /** Bytes that clients sent. */
  sent(): number
  close(): Promise<void>
}

/** Pass bytes on to a port of this machine, and cut the first `cuts` connections after so many from the client. */
export async function startByteProxy(
  to: number,
  {cuts = 0, after = 0}: {cuts?: number; after?: number} = {},
): Promise<ByteProxy> {
  const sockets = new Set<net.Socket>()
  let connections = 0
  let sent = 0
  const server = net.createServer((client) => {
    connections += 1
    const isCut = connections <= cuts
    const host = net.connect(to, '127.0.0.1')
    let passed = 0
    client.on('data', (bytes) => {
      passed += bytes.length
      sent += bytes.length
      if (!isCut || passed <= after) return
      client.resetAndDestroy()
      host.destroy()
    })
    for (const socket of [client, host]) {
      sockets.add(socket)
      socket.on('error', () => undefined)
    }
    client.pipe(host).pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const {port} = server.address() as net.AddressInfo // Listening on TCP.
  return {
    port,
    connections: () => connections,
    sent: () => sent,
    close() {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
