package org.larmor.app.chaos;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The network between everybody and the broker: loopback only, can be cut and delayed. */
final class TcpProxy implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;
    private volatile long delayMillis;

    private TcpProxy(ServerSocket door, int target) {
        this.door = door;
        this.target = target;
    }

    /** @param target loopback port of the broker */
    static TcpProxy start(int port, int target) throws IOException {
        TcpProxy proxy = new TcpProxy(new ServerSocket(port, 64, InetAddress.getLoopbackAddress()), target);
        Thread.ofVirtual().name("proxy").start(proxy::serve);
        return proxy;
    }

    void cut() {
        cut = true;
        open.forEach(TcpProxy::close);
    }

    void mend() {
        cut = false;
        delayMillis = 0;
    }

    void delay(long millis) {
        delayMillis = millis;
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                Thread.ofVirtual().start(() -> join(client));
            } catch (IOException e) {
                if (!door.isClosed()) {
                    throw new java.io.UncheckedIOException("the proxy cannot listen", e);
                }
            }
        }
    }

    private void join(Socket client) {
        try (client;
                Socket broker = cut ? null : new Socket(InetAddress.getLoopbackAddress(), target)) {
            if (broker != null) {
                open.add(broker);
                Thread back = Thread.ofVirtual().start(() -> pump(broker, client));
                pump(client, broker);
                back.join();
                open.remove(broker);
            }
        } catch (IOException e) {
            close(client); // nobody there: the client sees a broken connection, as it would
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            open.remove(client);
        }
    }

    private void pump(Socket from, Socket to) {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] buffer = new byte[BUFFER];
            for (int read = in.read(buffer); read >= 0 && !cut; read = in.read(buffer)) {
                if (delayMillis > 0) {
                    Thread.sleep(delayMillis);
                }
                out.write(buffer, 0, read);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            close(from); // the other end sees it too, below
        }
        close(from);
        close(to);
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("a connection cannot be closed", e);
        }
    }

    @Override
    public void close() throws IOException {
        door.close();
        cut();
    }
}
