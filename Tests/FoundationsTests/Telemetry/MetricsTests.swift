import Telemetry
import Testing

struct MetricsTests {
    @Test func `the text is what Prometheus reads`() {
        let metrics = Metrics()
        metrics.counter("b_total", help: "Things\ndone", labels: [("kind", "a\"b\\c\nd")]).add(3)
        metrics.counter("b_total", help: "", labels: [("kind", "other")]).add()
        metrics.gauge("a_open", help: "Open").set(-2)
        let histogram = metrics.histogram("c_seconds", help: "Time", buckets: [0.1, 1])
        histogram.observe(0.1)
        histogram.observe(.milliseconds(500))
        histogram.observe(7)
        #expect(
            metrics.render() == """
                # HELP a_open Open
                # TYPE a_open gauge
                a_open -2
                # HELP b_total Things\\ndone
                # TYPE b_total counter
                b_total{kind="a\\"b\\\\c\\nd"} 3
                b_total{kind="other"} 1
                # HELP c_seconds Time
                # TYPE c_seconds histogram
                c_seconds_bucket{le="0.1"} 1
                c_seconds_bucket{le="1.0"} 2
                c_seconds_bucket{le="+Inf"} 3
                c_seconds_sum 7.6
                c_seconds_count 3

                """)
    }

    @Test func `the same name and labels give the same instrument`() {
        let metrics = Metrics()
        metrics.counter("x_total", help: "").add()
        metrics.counter("x_total", help: "").add()
        #expect(metrics.counter("x_total", help: "").value == 2)
    }

    @Test func `a counter never goes down`() {
        let counter = Metrics().counter("x_total", help: "")
        counter.add(5)
        counter.add(-3)
        #expect(counter.value == 5)
    }

    @Test func `numbers that others keep are asked for when they are told`() {
        let metrics = Metrics()
        let kept = Metrics().gauge("elsewhere", help: "")
        metrics.observe(.gauge, "queue", help: "Waiting") { kept.value }
        kept.set(7)
        #expect(metrics.render().contains("# TYPE queue gauge\nqueue 7\n"))
        kept.set(8)
        #expect(metrics.render().contains("queue 8\n"))
    }
}
