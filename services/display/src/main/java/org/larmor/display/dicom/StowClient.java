package org.larmor.display.dicom;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends instances by STOW-RS (PS3.18, 10.5): one POST for those that belong together. */
public final class StowClient implements InstanceSender {
    private static final String FAILED = "00081198";
    private static final String REASON = "00081197";
    private static final int OK = 200;
    private static final int SOME_FAILED = 202;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERRORS = 500;
    private static final Set<Integer> LATER = Set.of(408, 425, 429);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI service;
    private final @Nullable String authorization;
    private final Duration patience;
    private final HttpClient client;

    /**
     * @param service what is posted to, {@code .../studies}
     * @param authorization value of that header, or null for none
     * @param patience for the connection and for each answer
     */
    public StowClient(URI service, @Nullable String authorization, Duration patience) {
        this.service = service;
        this.authorization = authorization;
        this.patience = patience;
        this.client = HttpClient.newBuilder().connectTimeout(patience).build();
    }

    @Override
    public void send(List<DicomInstance> instances) throws IOException {
        String boundary = "larmor-" + instances.get(0).uid();
        HttpRequest.Builder request = HttpRequest.newBuilder(service)
                .timeout(patience)
                .header("Content-Type", "multipart/related; type=\"application/dicom\"; boundary=" + boundary)
                .header("Accept", "application/dicom+json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body(boundary, instances)));
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        judge(answer(request.build()));
    }

    private HttpResponse<String> answer(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new IOException(service + ": " + message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(service + ": interrupted", e);
        }
    }

    private static byte[] body(String boundary, List<DicomInstance> instances) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (DicomInstance instance : instances) {
            body.writeBytes(("--" + boundary + "\r\nContent-Type: application/dicom\r\n\r\n").getBytes(US_ASCII));
            body.writeBytes(instance.file());
            body.writeBytes("\r\n".getBytes(US_ASCII));
        }
        body.writeBytes(("--" + boundary + "--\r\n").getBytes(US_ASCII));
        return body.toByteArray();
    }

    private void judge(HttpResponse<String> answer) throws IOException {
        int status = answer.statusCode();
        if (status == OK) {
            return;
        }
        String told = service + " answered " + status;
        if (status >= SERVER_ERRORS || LATER.contains(status)) {
            throw new IOException(told);
        }
        String reason = status == SOME_FAILED || status == CONFLICT ? reason(answer.body()) : "";
        throw new RefusedException(told + reason);
    }

    private static String reason(String body) {
        try {
            JsonNode code = JSON.readTree(body)
                    .path(FAILED)
                    .path("Value")
                    .path(0)
                    .path(REASON)
                    .path("Value")
                    .path(0);
            return code.isInt() ? String.format(": reason %04X", code.asInt()) : ": it did not say why";
        } catch (JsonProcessingException e) {
            return ": it did not say why";
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }

    @Override
    public String name() {
        return service.toString();
    }
}
