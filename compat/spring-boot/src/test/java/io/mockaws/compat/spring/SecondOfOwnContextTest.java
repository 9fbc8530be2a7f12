package io.mockaws.compat.spring;

import io.mockaws.junit.Isolation;
import io.mockaws.junit.MockAwsTest;
import io.mockaws.samples.orders.OrdersApplication;
import org.springframework.boot.test.context.SpringBootTest;

/** The class has a context and an AWS of its own, and may run beside others. */
@MockAwsTest(isolation = Isolation.PER_CLASS)
@SpringBootTest(classes = OrdersApplication.class, properties = "own=2")
class SecondOfOwnContextTest extends OrdersTest {}
