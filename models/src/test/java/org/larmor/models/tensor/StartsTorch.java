package org.larmor.models.tensor;

/** A program that starts PyTorch and prints what it got, or why not. */
final class StartsTorch {
    private StartsTorch() {}

    public static void main(String[] args) {
        try (TorchRuntime runtime = TorchRuntime.start(TorchSettings.DEFAULT)) {
            System.out.println(runtime.description());
        } catch (TorchUnavailableException e) {
            System.out.println(e.getMessage());
        }
    }
}
