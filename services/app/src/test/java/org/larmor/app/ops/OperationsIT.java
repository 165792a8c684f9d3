package org.larmor.app.ops;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.larmor.recon.ReconConfig;

@Timeout(60)
class OperationsIT {
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Traces traces = new Traces("larmor-test", 1, new Closing());

    @Test
    void whatCannotListenSaysSoInOneLineAndClosesItsTraces() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ReconConfig.Ops settings = new ReconConfig.Ops(taken.getLocalPort(), "127.0.0.1", "text", "");
            Health health = new Health(Health.Check.NOTHING, Health.Check.NOTHING);

            IOException refused =
                    assertThrows(IOException.class, () -> Operations.open("recon", settings, traces, health));

            assertTrue(String.valueOf(refused.getMessage()).contains(":" + taken.getLocalPort()), refused::getMessage);
            assertTrue(closed.get());
        }
    }

    /** Looks at no step. */
    private final class Closing implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return true;
        }

        @Override
        public CompletableResultCode shutdown() {
            closed.set(true);
            return CompletableResultCode.ofSuccess();
        }
    }
}
