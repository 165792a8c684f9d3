package org.larmor.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MetricsServerIT {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @Test
    void isReadyAsLongAsTheBrokerAnswersAndHealthyWithoutIt() throws Exception {
        boolean[] answers = {true};
        MetricsServer.Check broker = () -> {
            if (!answers[0]) {
                throw new IOException("broker b:9092 does not answer");
            }
        };
        try (MetricsServer server = MetricsServer.start("127.0.0.1", 0, registry, broker)) {
            assertEquals("ready\n", get(server, "/ready", 200));
            assertTrue(get(server, "/metrics", 200).contains("larmor_broker_checks_total{answered=\"true\"}"));
            answers[0] = false;
            assertEquals("broker b:9092 does not answer\n", get(server, "/ready", 503));
            assertEquals("up\n", get(server, "/health", 200));
            assertTrue(get(server, "/metrics", 200).contains("larmor_broker_checks_total{answered=\"false\"} 1.0"));
        }
    }

    private static String get(MetricsServer server, String path, int status) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertEquals(status, answer.statusCode(), path);
            return answer.body();
        }
    }
}
