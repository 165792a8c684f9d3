package org.larmor.app.ops;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;
import org.larmor.recon.ReconConfig;

@Isolated
@Timeout(60)
class OperationsIT {
    @Test
    void whatCannotListenLeavesNothingOpen() throws Exception {
        Set<Thread> before = exporting();
        Set<Thread> begun = new HashSet<>();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ReconConfig.Ops settings = new ReconConfig.Ops(taken.getLocalPort(), "127.0.0.1", "text");
            ReconConfig.Tracing tracing = new ReconConfig.Tracing("http://localhost:1", 1);
            Health health = new Health(Health.Check.NOTHING, Health.Check.NOTHING);

            IOException refused =
                    assertThrows(IOException.class, () -> Operations.open("recon", settings, tracing, health));

            assertTrue(String.valueOf(refused.getMessage()).contains(":" + taken.getLocalPort()), refused::getMessage);
            begun.addAll(exporting());
        }
        begun.removeAll(before);
        for (Thread each : begun) {
            each.join(30_000);
            assertFalse(each.isAlive(), each + " goes on");
        }
    }

    private static Set<Thread> exporting() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("BatchSpanProcessor"))
                .collect(Collectors.toSet());
    }
}
