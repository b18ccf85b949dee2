package hearback.agent.http;

import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.json.schema.Validator;
import io.vertx.openapi.contract.OpenAPIContract;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A contract whose validators are made once each. vertx-openapi 5.0.10 makes one for each parameter of each request,
/// and each copies all schemas of the contract: a third of what reading a ticket took.
final class RememberedSchemas {
    private RememberedSchemas() {}

    static OpenAPIContract of(OpenAPIContract contract) {
        SchemaRepository schemas = remembering(contract.getSchemaRepository());
        return proxy(
                OpenAPIContract.class,
                (_, method, arguments) ->
                        method.getName().equals("getSchemaRepository") ? schemas : asked(contract, method, arguments));
    }

    private static SchemaRepository remembering(SchemaRepository schemas) {
        // By identity: two schemas that say the same are compared for longer than a validator is made.
        Map<JsonSchema, Validator> validators = Collections.synchronizedMap(new IdentityHashMap<>());
        return proxy(
                SchemaRepository.class,
                (_, method, arguments) -> isOfSchema(method, arguments)
                        ? validators.computeIfAbsent((JsonSchema) arguments[0], schemas::validator)
                        : asked(schemas, method, arguments));
    }

    private static boolean isOfSchema(Method method, Object @Nullable [] arguments) {
        return method.getName().equals("validator")
                && arguments != null
                && arguments.length == 1
                && arguments[0] instanceof JsonSchema;
    }

    private static @Nullable Object asked(Object whom, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(whom, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
