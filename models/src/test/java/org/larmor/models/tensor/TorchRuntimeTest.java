package org.larmor.models.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchRuntimeTest {
    @Test
    void runsEverythingOnOneThread() {
        Set<Thread> threads = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            SharedRuntime.on(workspace -> threads.add(Thread.currentThread()));
        }
        assertEquals(1, threads.size());
        assertTrue(!threads.contains(Thread.currentThread()));
    }

    @Test
    void leavesNoArrayBehindWhenACallEnds() {
        TorchRuntime runtime = SharedRuntime.get();
        SharedRuntime.on(TorchRuntimeTest::compute);
        int before = runtime.managedArrays();
        for (int i = 0; i < 20; i++) {
            SharedRuntime.on(TorchRuntimeTest::compute);
        }
        assertEquals(before, runtime.managedArrays());
    }

    @Test
    void aScopeFreesAllButWhatIsKept() {
        SharedRuntime.on(workspace -> {
            int before = workspace.managedArrays();
            Tensor kept;
            try (Scope outer = Scope.open()) {
                try (Scope inner = Scope.open()) {
                    kept = inner.keep(outer.keep(compute(workspace)));
                }
                outer.keep(kept);
            }
            assertEquals(before + 1, workspace.managedArrays());
            kept.free();
            assertEquals(before, workspace.managedArrays());
        });
    }

    @Test
    void aScopeLeavesWhatWasMadeOutside() {
        SharedRuntime.on(workspace -> {
            Tensor outside = workspace.zeros(2, 2);
            try (Scope outer = Scope.open()) {
                try (Scope inner = Scope.open()) {
                    inner.keep(outside);
                }
                outer.keep(outside);
            }
            assertEquals(4, outside.toFloats().length);
        });
    }

    @Test
    void aViewKeepsItsValuesWhenTheBufferThatTheyCameFromIsCollected() {
        float[] values = new float[2048];
        Arrays.fill(values, 7);
        SharedRuntime.on(workspace -> {
            List<Tensor> tensors = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                try (Scope scope = Scope.open()) {
                    tensors.add(
                            scope.keep(workspace.real(values, 1, values.length).transposed(1, 0)));
                }
            }
            for (int round = 0; round < 10; round++) {
                System.gc();
                for (Tensor tensor : tensors) {
                    workspace.real(new float[values.length], values.length);
                    assertArrayEquals(values, tensor.toFloats(), "round " + round);
                }
            }
        });
    }

    @Test
    void refusesADeviceThatIsNotThere() {
        var error = assertThrows(
                TorchUnavailableException.class, () -> TorchRuntime.start(new TorchSettings(1, "cuda:99", 4, null)));
        assertTrue(String.valueOf(error.getMessage()).startsWith("device cuda:99 is not there"), error::toString);
    }

    @Test
    void refusesAFileThatIsNoTorchScript() {
        byte[] noise = "not a network".getBytes(StandardCharsets.UTF_8);
        var error = assertThrows(
                IllegalArgumentException.class, () -> SharedRuntime.get().load("noise", noise));
        assertEquals("model noise is not a TorchScript file that this libtorch can read", error.getMessage());
    }

    @Test
    void saysInOneLineThatTheNativeLibraryIsMissing(@TempDir Path empty) throws IOException, InterruptedException {
        String withoutLibrary = Arrays.stream(
                        System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("pytorch-native"))
                .collect(Collectors.joining(File.pathSeparator));
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, "-cp", withoutLibrary, StartsTorch.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("DJL_CACHE_DIR", empty.toString());
        Process process = builder.start();
        String said;
        try (InputStream out = process.getInputStream()) {
            said = new String(out.readAllBytes(), StandardCharsets.UTF_8);
        }
        process.waitFor();
        assertTrue(said.startsWith("PyTorch cannot be used: "), said);
        assertEquals(1, said.lines().count(), said);
    }

    private static Tensor compute(Workspace workspace) {
        Tensor a = workspace.complex(new float[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2);
        return a.fourier(-2, -1)
                .times(a.conj())
                .sum(1)
                .part(2, 0, 1)
                .elements(0, 0)
                .edgeRepeated(1, 2);
    }
}
