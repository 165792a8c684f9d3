package org.larmor.models.tensor;

import ai.djl.ndarray.NDScope;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * One call on the device: every tensor that this thread makes inside it is freed at its end, except those kept. Scopes
 * nest; what is kept belongs to the scope around it, or else to the workspace. To be used with {@code try}.
 */
public final class Scope implements AutoCloseable {
    private static final ThreadLocal<Deque<Scope>> OPEN = ThreadLocal.withInitial(ArrayDeque::new);

    private final NDScope arrays = new NDScope();
    private final Set<Tensor> made = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Tensor> kept = new ArrayList<>();

    private Scope() {
        arrays.suppressNotUsedWarning();
    }

    public static Scope open() {
        Scope scope = new Scope();
        OPEN.get().push(scope);
        return scope;
    }

    /** Notes that the tensor was made in the innermost scope of this thread, if there is one. */
    static void made(Tensor tensor) {
        Scope innermost = OPEN.get().peek();
        if (innermost != null) {
            innermost.made.add(tensor);
        }
    }

    /** Lets the tensor outlive this scope, and returns it. One that was made outside is left as it is. */
    public Tensor keep(Tensor tensor) {
        if (made.remove(tensor)) {
            NDScope.unregister(tensor.array());
            kept.add(tensor);
        }
        return tensor;
    }

    /** Whether the tensor was made in this scope, and not kept yet. */
    public boolean owns(Tensor tensor) {
        return made.contains(tensor);
    }

    /** Frees a tensor that was made before at the end of this scope as well, unless it is kept. */
    public void adopt(Tensor tensor) {
        if (made.add(tensor)) {
            NDScope.register(tensor.array());
        }
    }

    @Override
    public void close() {
        arrays.close();
        OPEN.get().remove(this);
        for (Tensor tensor : kept) {
            NDScope.register(tensor.array());
            made(tensor);
        }
    }
}
