package org.larmor.deploy;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.PodMonitor;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.larmor.app.stack.Variables;
import org.larmor.proto.Topics;
import org.larmor.recon.ConfigVariables;
import org.larmor.recon.ReconConfig;
import org.larmor.recon.ReconConfigFile;

/** The chart is rendered by Helm itself; what comes is read with the types of Kubernetes, and no key may be unknown. */
class ChartTest {
    private static final Path CHART = Path.of("helm/larmor");
    private static final String DEFAULTS = "values.yaml";
    private static final String HOSPITAL = "ci/hospital-values.yaml";
    private static final Map<String, Class<?>> TYPES = Map.of(
            "ConfigMap", ConfigMap.class,
            "ServiceAccount", ServiceAccount.class,
            "Service", Service.class,
            "Deployment", Deployment.class,
            "Ingress", Ingress.class,
            "NetworkPolicy", NetworkPolicy.class,
            "PodDisruptionBudget", PodDisruptionBudget.class,
            "PodMonitor", PodMonitor.class,
            "PrometheusRule", PrometheusRule.class);

    /** Of KEDA there are no types: the keys of these are looked at one by one below. */
    private static final Set<String> UNTYPED = Set.of("ScaledObject", "TriggerAuthentication");

    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private static Manifests render(String values) {
        return RENDERED.computeIfAbsent(
                values,
                file -> Manifests.parse(new Helm(CHART)
                        .template()
                        .withName("larmor")
                        .withNamespace("mri")
                        .withValuesFile(CHART.resolve(file))
                        .call()));
    }

    @Test
    void helmFindsNothingToComplainAbout() {
        LintResult lint = new Helm(CHART).lint().strict().call();
        assertFalse(lint.isFailed(), () -> String.join("\n", lint.getMessages()));
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, "ci/small-values.yaml", HOSPITAL})
    void everyObjectHasOnlyKeysThatItsTypeKnows(String values) {
        Manifests all = render(values);
        assertTrue(all.documents().size() >= 8, () -> values + " gives only " + all.names());
        for (JsonNode document : all.documents()) {
            String kind = document.path("kind").asText();
            Class<?> type = TYPES.get(kind);
            assertTrue(type != null || UNTYPED.contains(kind), () -> "nobody looks at " + kind);
            if (type != null) {
                Manifests.typed(document, type);
            }
        }
        assertEquals(all.names().size(), Set.copyOf(all.names()).size(), () -> "twice: " + all.names());
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, "ci/small-values.yaml", HOSPITAL})
    void everyProgramRunsWithoutRights(String values) {
        for (Deployment deployment : render(values).kind(Deployment.class)) {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            assertTrue(pod.getSecurityContext().getRunAsNonRoot());
            assertEquals(
                    "RuntimeDefault",
                    pod.getSecurityContext().getSeccompProfile().getType());
            assertFalse(pod.getAutomountServiceAccountToken());
            containers(pod).forEach(container -> {
                var rights = container.getSecurityContext();
                assertTrue(rights.getReadOnlyRootFilesystem());
                assertFalse(rights.getAllowPrivilegeEscalation());
                assertEquals(List.of("ALL"), rights.getCapabilities().getDrop());
                assertTrue(container.getResources().getLimits().containsKey("memory"));
            });
            Container program = pod.getContainers().getFirst();
            assertEquals(
                    "/health/ready", program.getReadinessProbe().getHttpGet().getPath());
            assertEquals("/health/live", program.getLivenessProbe().getHttpGet().getPath());
        }
    }

    /** The configurations go through the reader of the programs themselves. */
    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, "ci/small-values.yaml", HOSPITAL})
    void everyConfigurationIsOneThatTheProgramsRead(String values) {
        Manifests all = render(values);
        for (Deployment deployment : all.kind(Deployment.class)) {
            String component = component(deployment);
            ReconConfig config = config(all, component);
            assertEquals("/opt/larmor/models/zoo", config.models().zoo());
            if (values.equals(HOSPITAL)) {
                assertEquals("SASL_SSL", config.kafka().security().protocol());
                assertEquals("larmor-" + component, config.kafka().security().user());
                assertEquals(16, config.schedule().inFlight());
            }
        }
    }

    /** Or every program would say when it starts that it does not know what its own chart sets. */
    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, "ci/small-values.yaml", HOSPITAL})
    void everyVariableOfAProgramIsOneThatItKnows(String values) {
        for (Deployment deployment : render(values).kind(Deployment.class)) {
            Set<String> set = containers(deployment.getSpec().getTemplate().getSpec())
                    .flatMap(container -> container.getEnv().stream())
                    .map(variable -> variable.getName())
                    .collect(Collectors.toSet());
            assertEquals(List.of(), ConfigVariables.strangers(set, Variables.ALL.keySet()), component(deployment));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, HOSPITAL})
    void aServiceIsKilledLaterThanItGivesUp(String values) {
        Manifests all = render(values);
        PodSpec pod =
                all.one(Deployment.class, "-recon").getSpec().getTemplate().getSpec();
        assertTrue(pod.getTerminationGracePeriodSeconds()
                >= config(all, "recon").service().graceSeconds() + 10);
    }

    @Test
    void asManyServicesAsPartitionsAtMost() {
        JsonNode scaled = render(HOSPITAL).kind("ScaledObject").getFirst();
        int partitions = Topics.DEFAULT.layouts().getFirst().partitions();
        JsonNode trigger = scaled.at("/spec/triggers/0");
        assertEquals(partitions, scaled.at("/spec/maxReplicaCount").asInt());
        assertEquals("larmor-recon", scaled.at("/spec/scaleTargetRef/name").asText());
        assertEquals("kafka", trigger.path("type").asText());
        assertEquals(Topics.DEFAULT.readouts(), trigger.at("/metadata/topic").asText());
        assertEquals(
                ReconConfig.DEFAULT.kafka().group(),
                trigger.at("/metadata/consumerGroup").asText());
        assertEquals("scram_sha512", trigger.at("/metadata/sasl").asText());
        trigger.path("metadata").forEach(value -> assertTrue(value.isTextual(), "KEDA takes strings, not " + value));
    }

    /** What scales knows the broker as the service does: by its user's name and secret. */
    @Test
    void theScalerLogsInAsTheServiceDoes() {
        Manifests all = render(HOSPITAL);
        JsonNode access = all.kind("TriggerAuthentication").getFirst();
        Container recon = container(all, "-recon");
        assertEquals(
                Manifests.name(access),
                all.kind("ScaledObject")
                        .getFirst()
                        .at("/spec/triggers/0/authenticationRef/name")
                        .asText());
        assertEquals(recon.getName(), access.at("/spec/env/0/containerName").asText());
        assertEquals(
                "larmor-recon",
                recon.getEnv().stream()
                        .filter(variable -> variable.getName()
                                .equals(access.at("/spec/env/0/name").asText()))
                        .findFirst()
                        .orElseThrow()
                        .getValue());
    }

    @Test
    void aServiceWithGpusGetsThemAndANodeThatHasThem() {
        Manifests all = render(HOSPITAL);
        PodSpec pod =
                all.one(Deployment.class, "-recon").getSpec().getTemplate().getSpec();
        assertEquals(
                new Quantity("1"),
                container(all, "-recon").getResources().getLimits().get("nvidia.com/gpu"));
        assertTrue(pod.getTolerations().stream().anyMatch(taint -> "nvidia.com/gpu".equals(taint.getKey())));
        assertEquals(
                "registry.example/larmor/cuda:0.1.0", container(all, "-recon").getImage());
        assertEquals(
                "registry.example/larmor/slim:0.1.0", container(all, "-display").getImage());
    }

    /** A volume that is mounted is there, one that is there is mounted, and every key of a secret has its file. */
    @ParameterizedTest
    @ValueSource(strings = {DEFAULTS, "ci/small-values.yaml", HOSPITAL})
    void everyMountHasItsVolume(String values) {
        for (Deployment deployment : render(values).kind(Deployment.class)) {
            PodSpec pod = deployment.getSpec().getTemplate().getSpec();
            Set<String> mounted = containers(pod)
                    .flatMap(container -> container.getVolumeMounts().stream())
                    .map(mount -> mount.getName())
                    .collect(Collectors.toSet());
            assertEquals(
                    mounted,
                    pod.getVolumes().stream().map(volume -> volume.getName()).collect(Collectors.toSet()),
                    component(deployment));
        }
    }

    @Test
    void everyServiceAndPolicyFindsItsPods() {
        Manifests all = render(HOSPITAL);
        Set<Map<String, String>> pods = all.kind(Deployment.class).stream()
                .map(deployment -> deployment.getSpec().getSelector().getMatchLabels())
                .collect(Collectors.toSet());
        assertEquals(5, pods.size());
        all.kind(Service.class)
                .forEach(service -> assertTrue(pods.contains(service.getSpec().getSelector())));
        all.kind(PodDisruptionBudget.class)
                .forEach(budget ->
                        assertTrue(pods.contains(budget.getSpec().getSelector().getMatchLabels())));
        assertEquals(
                pods,
                all.kind(NetworkPolicy.class).stream()
                        .map(policy -> policy.getSpec().getPodSelector().getMatchLabels())
                        .collect(Collectors.toSet()));
    }

    /** Each line: values that are wrong, and the key that the refusal must name. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {recon: {replica: 2}}                                             | replica
            {recon: {gpus: 1}}                                                | flavor
            {recon: {graceSeconds: soon}}                                     | graceSeconds
            {recon: {autoscaling: {enabled: true, maxReplicas: 5}}}           | readoutsPartitions
            {kafka: {bootstrap: broker}}                                      | bootstrap
            {kafka: {protocol: SASL_SSL}}                                     | mechanism
            {kafka: {mechanism: SCRAM-SHA-512}}                               | mechanism
            {kafka: {ca: {secret: authorities}}}                              | secret
            {display: {access: open}}                                         | access
            {display: {access: oidc}}                                         | publicUrl
            {display: {tlsSecret: ""}}                                        | tlsSecret
            {display: {ingress: {enabled: true}}}                             | host
            {bridge: {service: {type: LoadBalancer}}}                         | sourceRanges
            {monitoring: {podMonitor: {interval: often}}}                     | interval
            {networkPolicy: {kafkaPorts: []}}                                 | kafkaPorts
            """)
    void wrongValuesAreRefusedByTheNameOfTheirKey(String values, String key, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("values.yaml"), values);
        var template = new Helm(CHART).template().withName("larmor").withValuesFile(file);
        var refusal = assertThrows(IllegalStateException.class, template::call);
        assertTrue(String.valueOf(refusal.getMessage()).contains(key), refusal::getMessage);
    }

    private static Stream<Container> containers(PodSpec pod) {
        return Stream.concat(pod.getInitContainers().stream(), pod.getContainers().stream());
    }

    private static Container container(Manifests all, String suffix) {
        return all.one(Deployment.class, suffix)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    private static String component(Deployment deployment) {
        return requireNonNull(deployment.getMetadata().getLabels().get("app.kubernetes.io/component"));
    }

    private static ReconConfig config(Manifests all, String component) {
        Map<String, String> files = all.one(ConfigMap.class, "larmor").getData();
        return ReconConfigFile.parse(requireNonNull(files.get(component + ".yaml"), component));
    }
}
