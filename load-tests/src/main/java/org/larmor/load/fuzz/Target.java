package org.larmor.load.fuzz;

import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.Supplier;

/**
 * A decoder, and what it is tried with.
 *
 * @param name for command lines and reports
 * @param law what it owes
 * @param memory MiB that one execution may allocate, beside {@value #A_BYTE} bytes for each byte given: deflate unfolds a byte into no
 *     more than 1032
 * @param seeds inputs to begin with, good ones and hostile ones
 */
record Target(String name, Law law, int memory, Supplier<List<byte[]>> seeds) {
    private static final int A_BYTE = 2100;
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    /**
     * Gives the bytes to the decoder and checks what comes of it.
     *
     * @return the refusal, or {@link Law#TAKEN}
     * @throws AssertionError if the law is broken: another exception, a refusal that is no single line, too much memory
     */
    String execute(byte[] input) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        String answer;
        try {
            answer = law.answer(input);
        } catch (Exception | OutOfMemoryError | StackOverflowError e) {
            throw new AssertionError(name + ": " + input.length + " bytes brought out " + e, e);
        }
        long allocated = THREADS.getCurrentThreadAllocatedBytes() - before;
        if (allocated > ((long) memory << 20) + (long) A_BYTE * input.length) {
            throw new AssertionError(
                    name + ": " + input.length + " bytes took " + (allocated >> 20) + " MiB: '" + answer + "'");
        }
        if (answer.lines().count() > 1) {
            throw new AssertionError(name + ": its answer is not one line: " + answer);
        }
        return answer;
    }

    @Override
    public String toString() {
        return name;
    }
}
