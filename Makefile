# Portico: the five things a person does here.
#
#   make run     missing system packages, build, demo data in ./var, server on :8080, demo shop on :8090
#   make test    missing system packages, build, every test
#   make bench   the benchmarks, side by side with the peers (in full: make bench-http, the listener alone; make bench-cxml,
#                orders from suppliers' documents; make bench-core, orders from making to sending; make bench-mail,
#                documents for print, mail and invoices that come in; make bench-portal, suppliers' accounts;
#                make bench-vendor, orders from Amazon Vendor Central)
#   make lint    formatting and static checks, as CI runs them
#   make help    all targets

# Each package and what it is for:
#   libsqlite3-dev            the database
#   libssl-dev                hashing, sealing, passwords
#   libxml2-dev               reading cXML
#   zlib1g-dev                compressed content
#   liblz4-dev                kept documents take a quarter of the space or less, in less time than writing the rest would take
#   libjemalloc-dev           the allocator of the released program: an order costs a tenth less processor time
#   libcurl4-openssl-dev      outgoing HTTPS
#   libyaml-dev               Config/portico.yaml
#   libqrencode-dev           the QR code of a second factor
#   libgmime-3.0-dev          reading mail
#   libpango1.0-dev           text of PDF documents, any script
#   libcairo2-dev             writes them, with their fonts inside
#   fonts-liberation          the letters of PDF documents: Latin, Greek, Cyrillic; free
#   fonts-dejavu-core         Arabic and signs that Liberation lacks
#   fonts-wqy-microhei        Chinese, Japanese and Korean in 5 MB
#   poppler-utils             pdftotext and pdfdetach: what PDF invoices say, and the figures they carry
#   pkg-config                tells the build where these are
PACKAGES = libsqlite3-dev libssl-dev libxml2-dev zlib1g-dev liblz4-dev libjemalloc-dev libcurl4-openssl-dev \
  libyaml-dev libqrencode-dev libgmime-3.0-dev libpango1.0-dev libcairo2-dev fonts-liberation fonts-dejavu-core fonts-wqy-microhei \
  poppler-utils pkg-config
# For tests: xmllint validates what we emit, openssl is the client that the listener is not, swaks a mail client that speaks LMTP.
# pdffonts (poppler) reads our PDF documents, and python3-venv holds the libraries of PyPI that `make test-python` names.
# For benchmarks: wrk and nginx.
TEST_PACKAGES = libxml2-utils openssl swaks python3-venv
BENCH_PACKAGES = wrk nginx-light

SWIFT ?= swift
# With the Swift runtime inside: the program runs where no Swift is installed, and calls into it cost less.
RELEASE = $(SWIFT) build -c release --static-swift-stdlib
# All tests at once would keep each waiting so long, on a slow or busy machine, that the server under test gives its client up.
TEST = $(SWIFT) test --disable-xctest --experimental-maximum-parallelization-width 16
PORTICO = .build/release/portico

.DEFAULT_GOAL := help
.PHONY: help install install-test build run test test-python rest-conformance sanitize fuzz soak lint format bench bench-core bench-cxml bench-http bench-mail bench-portal bench-vendor clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1|/' | column -t -s '|'

# Installs those of $(1) that are missing, saying so; needs root or sudo only then.
define install_missing
	@missing=""; for package in $(1); do \
	  dpkg-query -W -f '$${Status}' $$package 2>/dev/null | grep -q "install ok installed" || missing="$$missing $$package"; done; \
	if [ -n "$$missing" ]; then \
	  echo "Installing system packages:$$missing"; \
	  sudo=""; [ "$$(id -u)" = 0 ] || sudo="sudo"; \
	  $$sudo apt-get update -qq && DEBIAN_FRONTEND=noninteractive $$sudo apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
	fi
endef

install: ## Install the system packages that are missing
	$(call install_missing,$(PACKAGES))

install-test: install
	$(call install_missing,$(TEST_PACKAGES))

build: install ## Build the program for use
	@echo "Building (some minutes the first time) …"
	@$(RELEASE) --product portico

run: build ## Build and start with demo data
	@$(PORTICO) demo

test: install-test ## Build and run every test
	@echo "Building and running every test …"
	@$(TEST)

rest-conformance: install ## Hold a running server against /openapi.json by schemathesis (PyPI), where it is installed
	@$(SWIFT) build --product portico
	@Tests/Conformance/run

# Libraries that others wrote, by which tests check what we send; tests that miss one say so and are skipped, or fail where
# PORTICO_TEST_ALL is set, as in CI:
#   standardwebhooks   verifies webhooks
#   aiosmtpd           the mail server that mail is handed to: STARTTLS, TLS, passwords, refusals
#   dkimpy, PyNaCl     verify signatures of mail, RSA and Ed25519
#   factur-x           makes invoices as PDF with XML in it
#   pikepdf            reads our PDF documents by qpdf, and what they say of PDF/A
test-python: install-test ## Install the Python libraries that tests verify by, into .build/python
	@python3 -m venv .build/python
	@.build/python/bin/pip install --quiet --disable-pip-version-check standardwebhooks==1.1.0 aiosmtpd==1.4.6 dkimpy==1.1.8 \
	  PyNaCl==1.6.2 factur-x==3.1 pikepdf==10.17.0

# Each sanitizer has a build of its own, so that the ordinary one stays.
sanitize: install-test ## Run every test under the thread and the address sanitizer
	@TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/races.supp:print_suppressions=0 \
	  $(TEST) --sanitize=thread --scratch-path .build-thread
	@LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Sanitizers/leaks.supp:print_suppressions=0 \
	  $(TEST) --sanitize=address --scratch-path .build-address

fuzz: install ## Fuzz every reader of foreign octets, 60 s each (SECONDS_EACH)
	@Tests/Fuzz/run

soak: install ## Five million requests with mixed faults (SOAK_REQUESTS): memory, descriptors and answers must hold
	@$(RELEASE) --product bench-http
	@$(RELEASE) --product soak
	@Tests/Benchmarks/soak-run

lint: ## Check formatting and static rules
	@$(SWIFT) format lint --strict --parallel --recursive Package.swift Sources Tests
	@echo "Formatting is right."

format: ## Format the sources in place
	@$(SWIFT) format --in-place --parallel --recursive Package.swift Sources Tests

bench: install ## Measure requests and durable orders per second, beside nginx
	$(call install_missing,$(BENCH_PACKAGES))
	@$(RELEASE) --product portico
	@$(RELEASE) --product bench-http
	@Tests/Benchmarks/run

bench-cxml: install ## Measure cXML orders in full beside Starlette + lxml + SQLite and beside C (needs ../shared/tools/peers)
	$(call install_missing,$(BENCH_PACKAGES))
	@$(RELEASE) --product portico
	@$(RELEASE) --product bench-cxml
	@Tests/Benchmarks/cxml/run

bench-core: install ## Measure orders over REST from making to sending, and lists among a million of them
	@$(RELEASE) --product portico
	@Tests/Benchmarks/core/run

bench-mail: install ## Measure documents for print, and mail and invoices that come in: milliseconds, memory, how many a second
	@$(RELEASE) --product bench-pdf
	@$(RELEASE) --product portico
	@Tests/Benchmarks/mail/run

bench-portal: install ## Measure suppliers' accounts: made from orders of five lines and sent, durable
	@$(RELEASE) --product portico
	@Tests/Benchmarks/portal/run

bench-vendor: install ## Measure a synchronisation of 10,000 vendor orders of 20 lines with the vendor sandbox
	@$(RELEASE) --product portico
	@Tests/Benchmarks/vendor/run

bench-http: install ## Measure the listener in full beside nginx, Hummingbird and FlyingFox
	$(call install_missing,$(BENCH_PACKAGES))
	@$(RELEASE) --product bench-http
	@$(RELEASE) --package-path Tests/Benchmarks/peers --scratch-path .build-peers \
	  || echo "The other Swift servers could not be built: their rows will say so."
	@Tests/Benchmarks/http/run

clean: ## Remove what was built; data in ./var stays
	@rm -rf .build .build-peers .build-thread .build-address .build-fuzz
